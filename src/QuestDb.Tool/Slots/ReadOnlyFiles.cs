using Microsoft.Win32.SafeHandles;
using QuestDb.Store.Files;

namespace QuestDb.Tool.Slots;

/// <summary>
/// The file system of commands that only read: a file is opened for reading while a client may be writing to it, and every change is
/// refused.
/// </summary>
internal sealed class ReadOnlyFiles : IFileSystem
{
    public static ReadOnlyFiles Instance { get; } = new();

    public IStoreFile Create(string path, long length) => throw Refused(path);

    public IStoreFile Open(string path) =>
        new ReadOnlyFile(path, File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    public IStoreFile OpenExisting(string path) => Open(path);

    public void Delete(string path) => throw Refused(path);

    public void SyncDirectory(string path) => throw Refused(path);

    private static InvalidOperationException Refused(string path) => new($"{path} is opened to be read.");

    private sealed class ReadOnlyFile(string path, SafeFileHandle handle) : IStoreFile
    {
        public long Length => RandomAccess.GetLength(handle);

        public void Read(Span<byte> buffer, long offset)
        {
            while (!buffer.IsEmpty)
            {
                int read = RandomAccess.Read(handle, buffer, offset);
                if (read == 0) throw new EndOfStreamException($"{path} ends at byte {RandomAccess.GetLength(handle)}.");
                buffer = buffer[read..];
                offset += read;
            }
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset) => throw Refused(path);

        public void SetLength(long length) => throw Refused(path);

        public void Sync() => throw Refused(path);

        public void Dispose() => handle.Dispose();
    }
}
