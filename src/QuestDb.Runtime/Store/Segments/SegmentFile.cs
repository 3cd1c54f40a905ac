using QuestDb.Store.Files;
using QuestDb.Threading;

namespace QuestDb.Store.Segments;

/// <summary>
/// A segment of an open slot. The slot's producer appends to it; its counters change under the slot's lock. Its file is open while
/// somebody holds it: a slot may have more segments than a process may have open files.
/// </summary>
internal sealed class SegmentFile : IDisposable
{
    private readonly IFileSystem _files;

    /// <summary>Guards the file, which the sender, the send loop and checkpoints open and close. A leaf.</summary>
    private readonly RankedLock _gate = new(LockRank.SegmentFile);
    private IStoreFile? _file;
    private int _holders;
    private bool _isDisposed;

    /// <summary>A segment that its client has left.</summary>
    public SegmentFile(IFileSystem files, string path, SegmentScan scan)
    {
        _files = files;
        Path = path;
        BaseFsn = scan.BaseFsn;
        Length = scan.Length;
        Count = scan.Count;
        AppendOffset = scan.AppendOffset;
    }

    /// <summary>A new segment, which its maker holds.</summary>
    public SegmentFile(IFileSystem files, string path, long baseFsn, IStoreFile file)
    {
        _files = files;
        _file = file;
        _holders = 1;
        Path = path;
        BaseFsn = baseFsn;
        Length = (int)file.Length;
    }

    public string Path { get; }

    /// <summary>FSN of its first frame.</summary>
    public long BaseFsn { get; }

    /// <summary>Bytes of the file, all allocated.</summary>
    public int Length { get; }

    /// <summary>Published frames.</summary>
    public int Count { get; set; }

    /// <summary>The position of the next frame.</summary>
    public int AppendOffset { get; set; } = SegmentFormat.HeaderLength;

    /// <summary>The position up to which its bytes survive a power failure; 0 before the header does.</summary>
    public int SyncedOffset { get; set; }

    /// <summary>FSN after its last frame.</summary>
    public long EndFsn => BaseFsn + Count;

    /// <summary>Bytes left for frames.</summary>
    public int Free => Length - AppendOffset;

    /// <summary>The file, for who holds it.</summary>
    /// <exception cref="ObjectDisposedException">The segment is deleted.</exception>
    public IStoreFile File => Volatile.Read(ref _file) ?? throw new ObjectDisposedException(Path);

    /// <summary>Keeps the file open until <see cref="Release"/>.</summary>
    /// <exception cref="ObjectDisposedException">The segment is deleted.</exception>
    public void Hold()
    {
        using (_gate.Enter())
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _file ??= _files.OpenExisting(Path);
            _holders++;
        }
    }

    public void Release()
    {
        IStoreFile? unused = null;
        using (_gate.Enter())
        {
            if (--_holders == 0) (unused, _file) = (_file, null);
        }

        unused?.Dispose();
    }

    /// <summary>Closes the file for good, also under those who hold it.</summary>
    public void Dispose()
    {
        IStoreFile? file;
        using (_gate.Enter())
        {
            _isDisposed = true;
            (file, _file) = (_file, null);
        }

        file?.Dispose();
    }
}
