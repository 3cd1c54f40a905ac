using System.Text;
using QuestDb.Events;
using QuestDb.Shared.Wire;
using QuestDb.Store;
using QuestDb.Store.Files;
using QuestDb.Store.Segments;
using QuestDb.Store.Slots;
using QuestDb.TestSupport;
using QuestDb.Wire;

namespace QuestDb.Tests.Store;

/// <summary>
/// A slot in a folder of its own with the queue over it, written as a sender does: frames with delta sections,
/// all of a publish or none.
/// </summary>
internal sealed class SlotBench : IAsyncDisposable, IEventSink
{
    private readonly IFileSystem _files;
    private readonly SlotOptions _options;

    /// <param name="files">The file system; the real one by default.</param>
    /// <param name="segmentBytes">Size of a segment file.</param>
    /// <param name="maxBytes">Bytes of the slot.</param>
    /// <param name="syncInterval">Time between checkpoints.</param>
    /// <param name="selfSufficient">Whether each frame carries the whole dictionary.</param>
    public SlotBench(IFileSystem? files = null, int segmentBytes = 1024, long maxBytes = 1024 * 1024, TimeSpan? syncInterval = null,
        bool selfSufficient = false)
    {
        _files = files ?? DiskFileSystem.Instance;
        _options = new SlotOptions(segmentBytes, maxBytes, syncInterval, selfSufficient);
        Path = Folder["slot"];
        Directory.CreateDirectory(Path);
    }

    public TempFolder Folder { get; } = new();

    /// <summary>The slot directory.</summary>
    public string Path { get; }

    public Slot Slot { get; private set; } = null!;

    public FrameQueue Queue { get; private set; } = null!;

    public SymbolDictionary Dictionary { get; private set; } = null!;

    public List<ClientEvent> Events { get; } = [];

    public string this[string file] => System.IO.Path.Combine(Path, file);

    /// <summary>Names of the files in the slot, without the lock's.</summary>
    public string[] Files => [.. Directory.EnumerateFiles(Path).Select(p => System.IO.Path.GetFileName(p))
        .Where(static n => !n.StartsWith(".lock", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public SlotBench Open(IFileSystem? files = null)
    {
        Slot = Slot.Open(files ?? _files, Path, _options, this);
        Dictionary = Slot.Recovered.Dictionary;
        Queue = FrameQueue.Recover(_options.SegmentBytes, _options.MaxBytes, Slot);
        return this;
    }

    /// <summary>Ends as a crash does: nothing is written any more, and the system releases the lock.</summary>
    public async Task AbandonAsync() => await Slot.CloseAsync(isDrained: false);

    public async Task<SlotBench> ReopenAsync(IFileSystem? files = null)
    {
        await AbandonAsync();
        return Open(files);
    }

    /// <summary>Publishes frames together, each of so many bytes of rows and introducing texts.</summary>
    public long Publish(params (int Bytes, string[] Texts)[] frames)
    {
        int dictionaryStart = Dictionary.Count;
        try
        {
            foreach ((int bytes, string[] texts) in frames)
            {
                int start = _options.SelfSufficient ? 0 : Dictionary.Count;
                foreach (string text in texts) Dictionary.Intern(text);
                byte[] frame = Frame(start, _options.SelfSufficient ? Texts() : texts, bytes, (byte)(Queue.PublishedFsn + 1));
                (byte[] memory, int at) = Queue.Allocate(frame.Length);
                frame.CopyTo(memory, at);
                Queue.Stage(frame.Length, rows: 1, start, Dictionary.Count);
            }

            return Queue.Publish();
        }
        catch
        {
            Queue.Discard();
            Dictionary.Truncate(dictionaryStart);
            throw;
        }
    }

    /// <summary>Publishes one frame without texts.</summary>
    public long Publish(int bytes) => Publish((bytes, []));

    /// <summary>Every frame that waits for its ack, as the send loop reads it.</summary>
    public byte[][] Pending()
    {
        var frames = new List<byte[]>();
        byte[] buffer = [];
        for (long fsn = Queue.AckedFsn + 1; Queue.TryFind(fsn, out QueuedFrame frame); fsn++)
        {
            frames.Add(Queue.Read(frame, ref buffer).ToArray());
        }

        return [.. frames];
    }

    /// <summary>Acknowledges the frames up to a number, after they were sent.</summary>
    public void Ack(long fsn)
    {
        Assert.True(Queue.TryFind(fsn, out _));
        Queue.Ack(fsn);
    }

    /// <summary>A QWP frame without tables, as long as asked for.</summary>
    public static byte[] Frame(int start, string[] texts, int bytes, byte content)
    {
        var body = new List<byte>();
        Add(start);
        Add(texts.Length);
        foreach (string text in texts)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(text);
            Add(utf8.Length);
            body.AddRange(utf8);
        }

        body.AddRange(Enumerable.Repeat(content, bytes));
        byte[] frame = [.. new byte[QwpConstants.HeaderLength], .. body];
        FrameHeader.Write(frame, tableCount: 0, QwpConstants.FlagDeltaSymbolDict);
        return frame;

        void Add(int value)
        {
            Span<byte> varint = stackalloc byte[Varint.MaxLength];
            body.AddRange(varint[..Varint.Write(varint, (ulong)value)]);
        }
    }

    public string[] Texts() => [.. Enumerable.Range(0, Dictionary.Count).Select(id => Encoding.UTF8.GetString(Dictionary.Utf8Of(id)))];

    public void Post(ClientEvent e)
    {
        lock (Events) Events.Add(e);
    }

    public async ValueTask DisposeAsync()
    {
        if (Slot is not null) await Slot.CloseAsync(isDrained: false);
        Folder.Dispose();
    }
}
