using System.Buffers.Binary;
using QuestDb.Store.Files;
using QuestDb.Store.Segments;
using QuestDb.Wire;

namespace QuestDb.Store.Slots;

/// <summary>
/// The file <c>.symbol-dict</c>: every text of the slot's dictionary in the order of the ids, so that its frames, which carry only new
/// texts, can be sent to a server that has seen none. A frame's texts are written here before the frame (docs/store-and-forward.md).
/// </summary>
internal sealed class SymbolFile : IDisposable
{
    public const string FileName = ".symbol-dict";

    public const int HeaderLength = 8;

    /// <summary>"SYD1", read as a little-endian uint32.</summary>
    private const uint Magic = 0x31445953;

    private const byte Version = 1;

    private readonly IStoreFile _file;
    private byte[] _chunks = new byte[256];
    private long _end;
    private bool _isDirty;

    private SymbolFile(IStoreFile file, long end, int count)
    {
        _file = file;
        _end = end;
        Count = count;
    }

    /// <summary>Texts in the file.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// Adds the texts of the intact chunks to a dictionary, without changing the file. A missing file, or one without the right
    /// header, has no texts.
    /// </summary>
    /// <returns>The end of the last intact chunk; 0 when the file must be started again.</returns>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.StoreUnsupported"/>: the file has another version.</exception>
    public static int Read(IFileSystem files, string slot, SymbolDictionary dictionary)
    {
        string path = Path.Combine(slot, FileName);
        if (!File.Exists(path)) return 0;
        using IStoreFile file = files.Open(path);
        if (file.Length > int.MaxValue) throw StoreErrors.Corrupt(path,
            $"its {file.Length:N0} bytes are more than a dictionary can have");
        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)file.Length);
        file.Read(bytes, 0);
        if (bytes.Length < HeaderLength || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic) return 0;
        if (bytes[4] != Version) throw StoreErrors.Unsupported(path, $"its version is {bytes[4]}, this client knows {Version}");
        int end = HeaderLength;
        while (SymbolChunk.TryRead(bytes.AsSpan(end), out SymbolChunk chunk))
        {
            chunk.AddTo(dictionary);
            end += chunk.Length;
        }

        return end;
    }

    /// <summary>Opens the file for appending.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="slot">The slot directory.</param>
    /// <param name="end">The position of the next chunk; bytes after it are cut off. 0 starts the file again.</param>
    /// <param name="count">The number of texts before it.</param>
    public static SymbolFile Open(IFileSystem files, string slot, int end, int count)
    {
        IStoreFile file = files.Open(Path.Combine(slot, FileName));
        try
        {
            if (end == 0)
            {
                Span<byte> header = stackalloc byte[HeaderLength];
                header.Clear();
                BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
                header[4] = Version;
                file.SetLength(0);
                file.Write(header, 0);
                end = HeaderLength;
            }

            if (file.Length != end) file.SetLength(end);
            return new SymbolFile(file, end, count);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Appends the texts that frames carry, one chunk for each frame: a crash that tears the chunk of one frame must not lose the texts
    /// of the frame before.
    /// </summary>
    /// <returns>The state to pass to <see cref="Undo"/>.</returns>
    public (long Length, int Count) Append(ReadOnlySpan<QueuedFrame> frames, SymbolDictionary dictionary)
    {
        Repair();
        (long Length, int Count) before = (_end, Count);
        int length = 0;
        int count = Count;
        foreach (QueuedFrame frame in frames)
        {
            // Texts that recovery found only in frames get a chunk of their own first, so that this frame's texts begin a chunk.
            if (frame.DictionaryStart > count) length += AddChunk(dictionary, ref count, frame.DictionaryStart, length);
            if (frame.DictionaryEnd > count) length += AddChunk(dictionary, ref count, frame.DictionaryEnd, length);
        }

        if (length == 0) return before;
        _isDirty = true;
        _file.Write(_chunks.AsSpan(0, length), _end);
        _isDirty = false;
        _end += length;
        Count = count;
        return before;
    }

    /// <summary>Removes the appended texts of frames that were not published.</summary>
    /// <param name="before">The result of <see cref="Append"/>; null if it failed.</param>
    public void Undo((long Length, int Count)? before)
    {
        if (before is { } value && value.Length != _end)
        {
            (_end, Count) = value;
            _isDirty = true;
        }

        Repair();
    }

    public void Sync() => _file.Sync();

    public void Dispose() => _file.Dispose();

    /// <summary>Cuts off the remains of a failed write: after a shorter chunk they could be read as texts.</summary>
    private void Repair()
    {
        if (!_isDirty) return;
        _file.SetLength(_end);
        _isDirty = false;
    }

    private int AddChunk(SymbolDictionary dictionary, ref int count, int end, int position)
    {
        ReadOnlySpan<byte> entries = dictionary.Wire(count, end);
        int max = position + SymbolChunk.MaxLength(entries.Length);
        if (max > _chunks.Length) Array.Resize(ref _chunks, Math.Max(max, _chunks.Length * 2));
        int length = SymbolChunk.Write(_chunks.AsSpan(position), end - count, entries);
        count = end;
        return length;
    }
}
