namespace QuestDb;

/// <summary>
/// The server rejected a frame of rows. What follows is what the keys <c>on_…_error</c> say: delivery has stopped and the rows wait in
/// the queue, or the frame is in quarantine; in an event it may also be sent again. The message says which. The rows are never dropped.
/// </summary>
/// <remarks>
/// A server rejects a frame as a whole. <see cref="QuestDbException.Table"/> is the frame's table, or of several the one that the server's
/// text names, and <see cref="QuestDbException.Column"/> the column of it that the text names; each is null where that is not told.
/// </remarks>
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

    /// <summary>The same rejection with another message, for some of its frames.</summary>
    internal RejectedException With(string message, long firstFsn, long lastFsn, Exception? innerException = null) =>
        new(message, Status, ServerMessage, firstFsn, lastFsn, innerException) { Table = Table, Column = Column };

    /// <summary>The same rejection with no more than the beginning of its texts.</summary>
    /// <param name="length">Characters that are left of each.</param>
    internal RejectedException Shortened(int length) =>
        new(Cut(Message, length), Status, Cut(ServerMessage, length), FirstFsn, LastFsn) { Table = Table, Column = Column };

    private static string Cut(string text, int length) => text.Length <= length ? text : $"{text.AsSpan(0, length)}… (cut)";
}
