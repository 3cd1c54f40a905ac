using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace QuestDb.Store.Files;

/// <summary>The real file system.</summary>
internal sealed partial class DiskFileSystem : IFileSystem
{
    public static DiskFileSystem Instance { get; } = new();

    public IStoreFile Create(string path, long length)
    {
        FileStream file = Allocate(path, length);
        try
        {
            RandomAccess.SetLength(file.SafeFileHandle, length);
            return new DiskFile(file);
        }
        catch (Exception e) when (StoreErrors.IsOfFileSystem(e))
        {
            file.Dispose();
            File.Delete(path);
            throw;
        }
    }

    public IStoreFile Open(string path) =>
        new DiskFile(PrivateFiles.Open(path, FileMode.OpenOrCreate, FileShare.ReadWrite | FileShare.Delete));

    public IStoreFile OpenExisting(string path) =>
        new DiskFile(PrivateFiles.Open(path, FileMode.Open, FileShare.ReadWrite | FileShare.Delete));

    public void Delete(string path) => File.Delete(path);

    public void SyncDirectory(string path)
    {
        // Windows has no such call, and NTFS journals its directories.
        if (OperatingSystem.IsWindows()) return;
        const int ReadOnly = 0;
        int descriptor = OpenDescriptor(path, ReadOnly);
        if (descriptor < 0) throw Failed("open", path);
        int result = SyncDescriptor(descriptor);
        IOException? failure = result == 0 ? null : Failed("fsync", path);
        _ = CloseDescriptor(descriptor);
        if (failure is not null) throw failure;
    }

    /// <summary>
    /// Creates a file with its blocks allocated, so that a full disk fails here, before any byte of a frame is written.
    /// </summary>
    private static FileStream Allocate(string path, long length)
    {
        const int NoCode = unchecked((int)0x80131620);
        try
        {
            return PrivateFiles.Open(path, FileMode.CreateNew, FileShare.ReadWrite | FileShare.Delete, length);
        }
        catch (IOException e) when (e.GetType() == typeof(IOException) && e.HResult == NoCode)
        {
            // An IOException without a code of its own is what .NET throws when it can't allocate the blocks, and only then.
            throw new StoreFullException(e.Message, e);
        }
    }

    private static IOException Failed(string call, string path) =>
        new($"{call} of {path}: {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int OpenDescriptor(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SyncDescriptor(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int CloseDescriptor(int descriptor);

    private sealed class DiskFile(FileStream file) : IStoreFile
    {
        private readonly SafeFileHandle _handle = file.SafeFileHandle;

        public long Length => RandomAccess.GetLength(_handle);

        public void Read(Span<byte> buffer, long offset)
        {
            while (!buffer.IsEmpty)
            {
                int read = RandomAccess.Read(_handle, buffer, offset);
                if (read == 0)
                {
                    throw new EndOfStreamException(
                        $"The file ends at {RandomAccess.GetLength(_handle)}; {buffer.Length} bytes are missing.");
                }

                buffer = buffer[read..];
                offset += read;
            }
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(_handle, bytes, offset);

        public void SetLength(long length) => RandomAccess.SetLength(_handle, length);

        public void Sync() => RandomAccess.FlushToDisk(_handle);

        public void Dispose() => file.Dispose();
    }
}
