using QuestDb.Store.Files;
using QuestDb.Tool.Slots;

namespace QuestDb.Tool.Repair;

/// <summary>
/// The real file system, in which each change is noted; or one that notes what would be changed and changes nothing, so that recovery
/// itself says what it is going to do.
/// </summary>
/// <param name="isDry">Whether nothing is changed.</param>
internal sealed class WatchedFiles(bool isDry) : IFileSystem
{
    private readonly List<FileChange> _changes = [];

    /// <summary>The changes, in their order.</summary>
    public IReadOnlyList<FileChange> Changes => _changes;

    public IStoreFile Create(string path, long length) =>
        throw new InvalidOperationException($"{path}: recovery makes no segment.");

    public IStoreFile Open(string path)
    {
        IStoreFile? file = !isDry ? DiskFileSystem.Instance.Open(path) : File.Exists(path) ? ReadOnlyFiles.Instance.Open(path) : null;
        return new WatchedFile(this, path, file, isDry);
    }

    public IStoreFile OpenExisting(string path)
    {
        IFileSystem files = isDry ? ReadOnlyFiles.Instance : DiskFileSystem.Instance;
        return new WatchedFile(this, path, files.OpenExisting(path), isDry);
    }

    public void Delete(string path)
    {
        bool exists = File.Exists(path);
        if (!isDry) DiskFileSystem.Instance.Delete(path);
        if (exists) _changes.Add(new FileChange(path, FileChangeKind.Delete, 0, 0));
    }

    public void SyncDirectory(string path)
    {
        if (!isDry) DiskFileSystem.Instance.SyncDirectory(path);
    }

    /// <param name="files">Where changes are noted.</param>
    /// <param name="path">The file.</param>
    /// <param name="file">The real file; null for one that is missing and is not made.</param>
    /// <param name="isDry">Whether nothing is changed.</param>
    private sealed class WatchedFile(WatchedFiles files, string path, IStoreFile? file, bool isDry) : IStoreFile
    {
        private long _dryLength = file?.Length ?? 0;

        public long Length => isDry ? _dryLength : file!.Length;

        public void Read(Span<byte> buffer, long offset)
        {
            if (file is null) throw new EndOfStreamException($"{path} is missing.");
            file.Read(buffer, offset);
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            if (!isDry) file!.Write(bytes, offset);
            _dryLength = Math.Max(_dryLength, offset + bytes.Length);
            files._changes.Add(new FileChange(path, FileChangeKind.Write, offset, bytes.Length));
        }

        public void SetLength(long length)
        {
            if (!isDry) file!.SetLength(length);
            _dryLength = length;
            files._changes.Add(new FileChange(path, FileChangeKind.SetLength, 0, length));
        }

        public void Sync()
        {
            if (!isDry) file!.Sync();
        }

        public void Dispose() => file?.Dispose();
    }
}

/// <summary>What is done to a file.</summary>
internal enum FileChangeKind
{
    Delete,
    Write,
    SetLength,
}

/// <summary>A change of a file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Kind">What is done.</param>
/// <param name="Offset">Where bytes are written.</param>
/// <param name="Length">How many, or the new length of the file.</param>
internal readonly record struct FileChange(string Path, FileChangeKind Kind, long Offset, long Length);
