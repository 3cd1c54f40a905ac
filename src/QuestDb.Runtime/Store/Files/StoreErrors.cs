namespace QuestDb.Store.Files;

/// <summary>Turns errors of the file system into exceptions of the client.</summary>
internal static class StoreErrors
{
    // These are the errno values of Linux and macOS, and the Windows codes, for a full disk or quota.
    private const int NoSpace = 28;
    private const int QuotaLinux = 122;
    private const int QuotaMac = 69;
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsQuota = unchecked((int)0x80070527);

    /// <summary>
    /// Whether an exception comes from the file system. What is not supported is the length or a position of something that is no file.
    /// </summary>
    public static bool IsOfFileSystem(Exception e) => e is IOException or UnauthorizedAccessException or NotSupportedException;

    /// <summary>The error of a slot.</summary>
    /// <param name="e">The error of the file system.</param>
    /// <param name="path">The slot directory or the file.</param>
    /// <param name="outcome">What it means for the rows.</param>
    public static QuestDbException Wrap(Exception e, string path, string outcome) => IsFull(e)
        ? new QuestDbException(ErrorCode.StoreFull, $"There is no room on the disk for {path}: {e.Message} {outcome}", e)
        : new QuestDbException(ErrorCode.StoreFailed, $"{path} can't be used: {e.Message} {outcome}", e);

    public static QuestDbException Corrupt(string path, string what) =>
        new(ErrorCode.StoreCorrupt, $"{path} can't be replayed: {what}.");

    public static QuestDbException Unsupported(string path, string what) =>
        new(ErrorCode.StoreUnsupported, $"{path} was written by another version: {what}. Nothing was changed; use a client that knows it.");

    private static bool IsFull(Exception e)
    {
        if (e is not IOException io) return false;
        return io.HResult is NoSpace or WindowsHandleDiskFull or WindowsDiskFull or WindowsQuota
            || (OperatingSystem.IsLinux() && io.HResult == QuotaLinux)
            || (OperatingSystem.IsMacOS() && io.HResult == QuotaMac)
            || io is StoreFullException;
    }
}

/// <summary>The error of a new file whose space could not be allocated.</summary>
internal sealed class StoreFullException(string message, Exception innerException) : IOException(message, innerException);
