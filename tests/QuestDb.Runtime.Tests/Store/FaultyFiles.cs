using QuestDb.Store.Files;

namespace QuestDb.Tests.Store;

/// <summary>
/// The real file system, in which the calls that change something are counted and fail from one on: until it is healed, as a
/// full or read-only disk does, or for ever and with half of the write done, as a crash does.
/// </summary>
internal sealed class FaultyFiles : IFileSystem
{
    private static readonly IFileSystem s_real = DiskFileSystem.Instance;
    private int _failAt = int.MaxValue;
    private bool _healed;
    private Func<Exception>? _error;

    /// <summary>Calls so far that change something.</summary>
    public int Changes { get; private set; }

    /// <summary>Whether a call has failed.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Calls of Sync and SyncDirectory, by path.</summary>
    public List<string> Synced { get; } = [];

    /// <summary>Writes that were done: file, offset, length.</summary>
    public List<(string File, long Offset, int Length)> Written { get; } = [];

    /// <summary>Lets the n-th changing call from now on and all later ones fail; the n-th writes half of its bytes first.</summary>
    public void FailAt(int n, Func<Exception> error)
    {
        (_failAt, _error, _healed, HasFailed) = (Changes + n, error, false, false);
    }

    /// <summary>What failed works again.</summary>
    public void Heal() => _healed = true;

    public static Exception NoSpace() => new IOException("No space left on device", 28);

    public static Exception ReadOnly() => new IOException("Read-only file system", 30);

    public static Exception BadDisk() => new IOException("Input/output error", 5);

    public IStoreFile Create(string path, long length)
    {
        Change(null);
        return new FaultyFile(this, s_real.Create(path, length), path);
    }

    public IStoreFile Open(string path)
    {
        if (!File.Exists(path)) Change(null);
        return new FaultyFile(this, s_real.Open(path), path);
    }

    public IStoreFile OpenExisting(string path) => new FaultyFile(this, s_real.OpenExisting(path), path);

    public void Delete(string path)
    {
        Change(null);
        s_real.Delete(path);
    }

    public void SyncDirectory(string path)
    {
        Change(null);
        lock (Synced) Synced.Add(path);
        s_real.SyncDirectory(path);
    }

    private void Change(Action? half)
    {
        lock (Synced)
        {
            Changes++;
            if (_healed || Changes < _failAt) return;
            if (Changes == _failAt) half?.Invoke();
            HasFailed = true;
        }

        throw _error!();
    }

    private sealed class FaultyFile(FaultyFiles files, IStoreFile file, string path) : IStoreFile
    {
        public long Length => file.Length;

        public void Read(Span<byte> buffer, long offset) => file.Read(buffer, offset);

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            byte[] half = bytes[..(bytes.Length / 2)].ToArray();
            files.Change(() => file.Write(half, offset));
            file.Write(bytes, offset);
            lock (files.Synced) files.Written.Add((Path.GetFileName(path), offset, bytes.Length));
        }

        public void SetLength(long length)
        {
            files.Change(null);
            file.SetLength(length);
        }

        public void Sync()
        {
            files.Change(null);
            lock (files.Synced) files.Synced.Add(Path.GetFileName(path));
            file.Sync();
        }

        public void Dispose() => file.Dispose();
    }
}
