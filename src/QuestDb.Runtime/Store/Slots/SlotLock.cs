using System.Globalization;
using System.Text;
using QuestDb.Store.Files;

namespace QuestDb.Store.Slots;

/// <summary>
/// The lock of a slot: <c>.lock</c>, held with flock (LockFileEx on Windows) as the other clients hold it, so that one
/// client at a time uses the slot. The system releases it when the process ends. <c>.lock.pid</c> names the holder.
/// </summary>
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
            // On Unix .NET takes flock(LOCK_EX) for a file that is shared with nobody.
            file = new FileStream(Path.Combine(slot, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }

        WritePid(Path.Combine(slot, PidFileName));
        return new SlotLock(file);
    }

    /// <summary>The error of a slot that another holder has.</summary>
    public static QuestDbException InUse(string slot) => new(ErrorCode.SlotInUse,
        $"The slot {slot} is in use by {Holder(slot)}. Each client of one sf_dir needs a sender_id of its own; "
        + "the lock ends with the process that holds it.");

    /// <summary>Who holds the lock of a slot at this moment, or null. The lock is not taken.</summary>
    public static string? HolderOf(string slot)
    {
        string path = Path.Combine(slot, FileName);
        if (!File.Exists(path)) return null;
        try
        {
            // A shared lock, for as long as this takes: holders have an exclusive one.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return null;
        }
        catch (IOException e) when (IsHeld(e))
        {
            return Holder(slot);
        }
    }

    public void Dispose() => _file.Dispose();

    private static void WritePid(string path)
    {
        try
        {
            File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n"));
        }
        catch (Exception e) when (StoreErrors.IsOfFileSystem(e))
        {
            // It serves a message alone. On a full disk the slot must still open, so that delivery makes room.
        }
    }

    private static bool IsHeld(IOException e)
    {
        const int WouldBlockLinux = 11;
        const int WouldBlockMac = 35;
        const int SharingViolation = unchecked((int)0x80070020);
        const int LockViolation = unchecked((int)0x80070021);
        return e.HResult is WouldBlockLinux or WouldBlockMac or SharingViolation or LockViolation;
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
