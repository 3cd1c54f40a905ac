using System.Globalization;
using System.Text;
using QuestDb.Store.Files;

namespace QuestDb.Store.Slots;

/// <summary>
/// The lock of a slot: <c>.lock</c>, held with flock as the other clients hold it, so that one client at a time uses the slot. The
/// operating system releases it when the process ends. <c>.lock.pid</c> names the holder.
/// </summary>
/// <remarks>
/// On Windows the file is open with <see cref="FileShare.None"/>, which the system enforces whatever the settings of .NET: the other
/// clients, which call LockFileEx, can't even open it, and theirs is open for writing, so that we can't. On Unix the handle is
/// close-on-exec, as all of .NET's are: a program that this process starts does not keep the lock.
/// </remarks>
internal sealed class SlotLock : IDisposable
{
    public const string FileName = ".lock";

    public const string PidFileName = ".lock.pid";

    private readonly FileStream _file;

    private SlotLock(FileStream file) => _file = file;

    /// <summary>Takes the lock of an existing directory; null when another holder has it.</summary>
    public static SlotLock? TryTake(string slot)
    {
        FileStream file;
        try
        {
            file = PrivateFiles.Open(Path.Combine(slot, FileName), FileMode.OpenOrCreate, FileShare.None);
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }

        if (!Hold(file)) return null;
        WritePid(Path.Combine(slot, PidFileName));
        return new SlotLock(file);
    }

    /// <summary>The error of a slot that another holder has.</summary>
    public static QuestDbException InUse(string slot) => new(ErrorCode.SlotInUse,
        $"The slot {slot} is in use by {Holder(slot)}. Each client of one sf_dir needs a sender_id of its own; "
        + "the lock ends with the process that holds it.");

    /// <summary>The holder of a slot's lock at this moment, or null. The lock stays free for others.</summary>
    public static string? HolderOf(string slot)
    {
        string path = Path.Combine(slot, FileName);
        if (!File.Exists(path)) return null;
        try
        {
            // This takes a shared lock for a moment, which fails while a holder has the exclusive one.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return !OperatingSystem.IsWindows() && UnixFileLock.IsTaken(file.SafeFileHandle) ? Holder(slot) : null;
        }
        catch (IOException e) when (IsHeld(e))
        {
            return Holder(slot);
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Takes the lock of the open file, or closes it.</summary>
    private static bool Hold(FileStream file)
    {
        bool held = false;
        try
        {
            held = OperatingSystem.IsWindows() || UnixFileLock.TryTake(file.SafeFileHandle, file.Name);
            return held;
        }
        finally
        {
            if (!held) file.Dispose();
        }
    }

    private static void WritePid(string path)
    {
        try
        {
            PrivateFiles.WriteText(path, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n"));
        }
        catch (Exception e) when (StoreErrors.IsOfFileSystem(e))
        {
            // The file only serves error messages. On a full disk the slot must still open, so that delivery can make room.
        }
    }

    private static bool IsHeld(IOException e)
    {
        const int SharingViolation = unchecked((int)0x80070020);
        const int LockViolation = unchecked((int)0x80070021);
        return OperatingSystem.IsWindows() ? e.HResult is SharingViolation or LockViolation : UnixFileLock.IsHeld(e.HResult);
    }

    private static string Holder(string slot)
    {
        try
        {
            Span<byte> bytes = stackalloc byte[64];
            using var file = new FileStream(Path.Combine(slot, PidFileName), FileMode.Open, FileAccess.Read,
                FileShare.ReadWrite | FileShare.Delete);
            string pid = Encoding.UTF8.GetString(bytes[..file.Read(bytes)]).Trim();
            return pid.Length == 0 ? "an unknown process" : $"process {pid}";
        }
        catch (Exception e) when (StoreErrors.IsOfFileSystem(e))
        {
            return "an unknown process";
        }
    }
}
