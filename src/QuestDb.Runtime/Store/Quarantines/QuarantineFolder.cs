using QuestDb.Store.Files;
using QuestDb.Threading;

namespace QuestDb.Store.Quarantines;

/// <summary>
/// Frames set aside on disk, in the folder <c>.quarantine</c> of a slot: a segment file for each frame, <c>sf-&lt;FSN&gt;.sfa</c>, and
/// beside it the reason, <c>sf-&lt;FSN&gt;.json</c>. Clients look for segments in slots and for slots in <c>sf_dir</c>, but no deeper,
/// so that none of them delivers these frames.
/// </summary>
/// <param name="slotDirectory">The slot.</param>
/// <param name="sync">
/// Whether a frame must be on the device when
/// <see cref="Quarantine.Add(long, ReadOnlySpan{byte}, byte, string, string)"/> returns.
/// </param>
/// <param name="files">The file system.</param>
internal sealed class QuarantineFolder(string slotDirectory, bool sync, IFileSystem? files = null) : Quarantine
{
    /// <summary>Name of the folder in a slot.</summary>
    public const string FolderName = ".quarantine";

    /// <summary>Guards the names of the files: one frame is added or removed at a time. A leaf.</summary>
    private readonly RankedLock _gate = new(LockRank.Quarantine);
    private readonly IFileSystem _files = files ?? DiskFileSystem.Instance;

    /// <summary>The folder.</summary>
    public string Path { get; } = System.IO.Path.Combine(slotDirectory, FolderName);

    public override int Count =>
        Guard(() => Directory.Exists(Path) ? Directory.EnumerateFiles(Path, "*" + QuarantineFile.Extension).Count() : 0);

    public override IReadOnlyList<QuarantineEntry> List() => Guard(() =>
    {
        var frames = new List<QuarantineEntry>();
        if (!Directory.Exists(Path)) return frames;
        foreach (string file in Directory.EnumerateFiles(Path, "*" + QuarantineFile.Extension))
        {
            // Another process may have removed the file meanwhile.
            if (QuarantineFile.TryDescribe(file) is { } frame) frames.Add(frame);
        }

        frames.Sort(Compare);
        return frames;
    });

    public override byte[] Read(QuarantineEntry frame) =>
        Guard(() => IsThere(frame) ? QuarantineFile.Read(SegmentPath(frame.Name)) : throw Gone(frame));

    public override void Remove(QuarantineEntry frame) => Guard(() =>
    {
        using (_gate.Enter())
        {
            if (!Directory.Exists(Path) || !IsThere(frame)) return;
            _files.Delete(SegmentPath(frame.Name));
            _files.Delete(ReasonPath(frame.Name));
        }
    });

    protected override void Add(long fsn, ReadOnlySpan<byte> frame, QuarantineReason reason)
    {
        byte[] segment = QuarantineFile.Encode(fsn, reason.TimeUtc, frame);
        Guard(() =>
        {
            using (_gate.Enter())
            {
                if (!Directory.Exists(Path))
                {
                    PrivateFiles.MakeFolder(Path);
                    if (sync) _files.SyncDirectory(slotDirectory);
                }

                string name = NameFor(fsn, segment);
                // A frame exists when its segment does, so that the segment is written last and put in place by a rename.
                Write(ReasonPath(name), QuarantineReasonFile.Encode(fsn, reason));
                Write(SegmentPath(name), segment);
            }
        });
    }

    /// <summary>
    /// Whether a frame is still there, damaged or not. A later frame with the same FSN may have its name after a removal.
    /// </summary>
    private bool IsThere(QuarantineEntry frame) => QuarantineFile.TryDescribe(SegmentPath(frame.Name))?.Reason == frame.Reason;

    /// <summary>The first name that is free or already holds the same frame.</summary>
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
        _files.Delete(temporary);
        using (IStoreFile file = _files.Create(temporary, bytes.Length))
        {
            file.Write(bytes, 0);
            if (sync) file.Sync();
        }

        File.Move(temporary, path, overwrite: true);
        if (sync) _files.SyncDirectory(Path);
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
        catch (Exception e) when (StoreErrors.IsOfFileSystem(e))
        {
            throw StoreErrors.Wrap(e, Path, "No frame was set aside or lost.");
        }
    }
}
