namespace QuestDb;

/// <summary>
/// The server rejected a frame of rows. What follows is what the keys <c>on_…_error</c> say: delivery has stopped and the rows wait in
/// the queue, or the frame is in quarantine; in an event it may also be sent again. The message says which. The rows are never dropped.
/// </summary>
public sealed class RejectedException : QuestDbException
{
    internal RejectedException(
        string message, byte status, string serverMessage, long firstFsn, long lastFsn, Exception? innerException = null)
        : base(ErrorCode.Rejected, message, innerException)
    {
        Status = status;
        ServerMessage = serverMessage;
        FirstFsn = firstFsn;
        LastFsn = lastFsn;
    }

    /// <summary>
    /// Status byte of the server's answer (QWP ingress specification, "Status codes"); 0 when there was none: the
    /// server closed the connection each time, or the frame is larger than it takes.
    /// </summary>
    public byte Status { get; }

    /// <summary>The server's message.</summary>
    public string ServerMessage { get; }

    /// <summary>First frame sequence number concerned.</summary>
    public long FirstFsn { get; }

    /// <summary>Last frame sequence number concerned, inclusive.</summary>
    public long LastFsn { get; }
}
