namespace QuestDb.Store;

/// <summary>
/// Frames set aside on disk, in the folder <c>.quarantine</c> of a slot: a segment file of one frame each, <c>sf-&lt;FSN&gt;.sfa</c>, and
/// beside it why, <c>sf-&lt;FSN&gt;.json</c>. Clients look for segments in slots and for slots in <c>sf_dir</c>, no deeper, so none of them
/// takes these for frames to deliver.
/// </summary>
/// <param name="slotDirectory">The slot.</param>
/// <param name="sync">Whether a frame must be on the device when <see cref="Quarantine.Add(long, ReadOnlySpan{byte}, byte, string, string)"/> returns.</param>
internal sealed class QuarantineFolder(string slotDirectory, bool sync) : Quarantine
{
    /// <summary>Name of the folder in a slot.</summary>
    public const string FolderName = ".quarantine";

    private readonly Lock _gate = new();

    /// <summary>The folder.</summary>
    public string Path { get; } = System.IO.Path.Combine(slotDirectory, FolderName);

    public override int Count => Guard(() => Directory.Exists(Path) ? Directory.EnumerateFiles(Path, "*" + QuarantineFile.Extension).Count() : 0);

    public override IReadOnlyList<QuarantineEntry> List() => Guard(() =>
    {
        var frames = new List<QuarantineEntry>();
        if (!Directory.Exists(Path)) return frames;
        foreach (string file in Directory.EnumerateFiles(Path, "*" + QuarantineFile.Extension))
        {
            // Another process may have removed it meanwhile.
            if (QuarantineFile.TryDescribe(file) is { } frame) frames.Add(frame);
        }

        frames.Sort(Compare);
        return frames;
    });

    public override byte[] Read(QuarantineEntry frame) => Guard(() => QuarantineFile.Read(SegmentPath(frame.Name)).Frame);

    public override void Remove(QuarantineEntry frame) => Guard(() =>
    {
        lock (_gate)
        {
            if (!Directory.Exists(Path)) return;
            File.Delete(SegmentPath(frame.Name));
            File.Delete(ReasonPath(frame.Name));
        }
    });

    protected override void Add(long fsn, ReadOnlySpan<byte> frame, QuarantineReason reason)
    {
        byte[] segment = QuarantineFile.Encode(fsn, reason.TimeUtc, frame);
        Guard(() =>
        {
            lock (_gate)
            {
                Directory.CreateDirectory(Path);
                string name = NameFor(fsn, segment);
                // The segment is what makes the frame count, so it comes last, and whole.
                Write(ReasonPath(name), QuarantineReasonFile.Encode(fsn, reason));
                Write(SegmentPath(name), segment);
            }
        });
    }

    /// <summary>The first name that is free, or that has this very frame.</summary>
    private string NameFor(long fsn, byte[] segment)
    {
        for (int copy = 0; ; copy++)
        {
            string name = NameOf(fsn, copy);
            string path = SegmentPath(name);
            if (!File.Exists(path) || QuarantineFile.SameFrame(File.ReadAllBytes(path), segment)) return name;
        }
    }

    private void Write(string path, byte[] bytes)
    {
        string temporary = path + ".tmp";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0))
        {
            file.Write(bytes);
            if (sync) file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    private string SegmentPath(string name) => System.IO.Path.Combine(Path, name + QuarantineFile.Extension);

    private string ReasonPath(string name) => System.IO.Path.Combine(Path, name + QuarantineReasonFile.Extension);

    private void Guard(Action action) => Guard(() =>
    {
        action();
        return true;
    });

    private T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new QuestDbException(ErrorCode.StoreFailed, $"The quarantine {Path} can't be used: {e.Message}", e);
        }
    }
}
