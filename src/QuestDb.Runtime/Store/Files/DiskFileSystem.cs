using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace QuestDb.Store.Files;

/// <summary>The real file system.</summary>
internal sealed partial class DiskFileSystem : IFileSystem
{
    public static DiskFileSystem Instance { get; } = new();

    public IStoreFile Create(string path, long length)
    {
        SafeFileHandle handle = Allocate(path, length);
        try
        {
            RandomAccess.SetLength(handle, length);
            return new DiskFile(handle);
        }
        catch (Exception e) when (StoreErrors.IsOfFileSystem(e))
        {
            handle.Dispose();
            File.Delete(path);
            throw;
        }
    }

    public IStoreFile Open(string path) =>
        new DiskFile(File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete));

    public void Delete(string path) => File.Delete(path);

    public void SyncDirectory(string path)
    {
        // Windows has no such call: NTFS journals its directories.
        if (OperatingSystem.IsWindows()) return;
        const int ReadOnly = 0;
        int descriptor = OpenDescriptor(path, ReadOnly);
        if (descriptor < 0) throw Failed("open", path);
        int result = SyncDescriptor(descriptor);
        IOException? failure = result == 0 ? null : Failed("fsync", path);
        _ = CloseDescriptor(descriptor);
        if (failure is not null) throw failure;
    }

    /// <summary>Allocated blocks mean that a full disk is met here, before any byte of a frame is written.</summary>
    private static SafeFileHandle Allocate(string path, long length)
    {
        const int NoCode = unchecked((int)0x80131620);
        try
        {
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete,
                FileOptions.None, length);
        }
        catch (IOException e) when (e.GetType() == typeof(IOException) && e.HResult == NoCode)
        {
            // .NET gives the error of a failed allocation no code, and only that one.
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

    private sealed class DiskFile(SafeFileHandle handle) : IStoreFile
    {
        public long Length => RandomAccess.GetLength(handle);

        public void Read(Span<byte> buffer, long offset)
        {
            while (!buffer.IsEmpty)
            {
                int read = RandomAccess.Read(handle, buffer, offset);
                if (read == 0)
                {
                    throw new EndOfStreamException(
                        $"The file ends at {RandomAccess.GetLength(handle)}; {buffer.Length} bytes are missing.");
                }

                buffer = buffer[read..];
                offset += read;
            }
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(handle, bytes, offset);

        public void SetLength(long length) => RandomAccess.SetLength(handle, length);

        public void Sync() => RandomAccess.FlushToDisk(handle);

        public void Dispose() => handle.Dispose();
    }
}
