namespace QuestDb;

/// <summary>The server rejected a frame of rows and will reject it again: delivery has stopped and the rows wait in the queue.</summary>
public sealed class RejectedException : QuestDbException
{
    internal RejectedException(string message, byte status, string serverMessage, long firstFsn, long lastFsn)
        : base(ErrorCode.Rejected, message)
    {
        Status = status;
        ServerMessage = serverMessage;
        FirstFsn = firstFsn;
        LastFsn = lastFsn;
    }

    /// <summary>Status byte of the server's answer (QWP ingress specification, "Status codes").</summary>
    public byte Status { get; }

    /// <summary>The server's message.</summary>
    public string ServerMessage { get; }

    /// <summary>First frame sequence number concerned.</summary>
    public long FirstFsn { get; }

    /// <summary>Last frame sequence number concerned, inclusive.</summary>
    public long LastFsn { get; }
}
