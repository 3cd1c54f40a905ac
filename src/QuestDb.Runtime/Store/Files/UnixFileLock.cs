using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace QuestDb.Store.Files;

/// <summary>
/// flock(2), called by ourselves: that of .NET for <see cref="FileShare.None"/> is off where <c>DOTNET_SYSTEM_IO_DISABLEFILELOCKING</c>
/// says so, and .NET goes on where the file system refuses it. A lock belongs to the open file and ends when that is closed, also by the
/// end of the process.
/// </summary>
internal static partial class UnixFileLock
{
    private const int Shared = 1;
    private const int Exclusive = 2;
    private const int NonBlocking = 4;
    private const int Interrupted = 4;

    /// <summary>Takes the exclusive lock of an open file; false when another open file has it.</summary>
    /// <exception cref="IOException">The file system has no such lock.</exception>
    public static bool TryTake(SafeFileHandle file, string path) => Call(file, Exclusive) switch
    {
        0 => true,
        int error when IsHeld(error) => false,
        int error => throw new IOException($"flock of {path}: {Marshal.GetPInvokeErrorMessage(error)}", error),
    };

    /// <summary>
    /// Whether another open file has the exclusive lock. The shared one is taken until the file is closed. Where the file system has no
    /// locks, nobody has one, since <see cref="TryTake"/> refuses to go on there.
    /// </summary>
    public static bool IsTaken(SafeFileHandle file) => IsHeld(Call(file, Shared));

    /// <summary>Whether an errno says that another has the lock: EWOULDBLOCK of Linux, or of macOS and FreeBSD.</summary>
    public static bool IsHeld(int error) => error is 11 or 35;

    private static int Call(SafeFileHandle file, int operation)
    {
        int error;
        do
        {
            error = CallFlock(file, operation | NonBlocking) == 0 ? 0 : Marshal.GetLastPInvokeError();
        }
        while (error == Interrupted);
        return error;
    }

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int CallFlock(SafeFileHandle file, int operation);
}
