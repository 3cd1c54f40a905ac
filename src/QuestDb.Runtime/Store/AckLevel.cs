namespace QuestDb;

/// <summary>How far the server has processed rows.</summary>
public enum AckLevel
{
    /// <summary>The server has committed the rows to its write-ahead log (an OK frame of QWP). Queries see them a little later.</summary>
    Accepted,
    /// <summary>
    /// The rows are in the cluster's object store (a DURABLE_ACK frame of QWP), so that they outlive the server. This needs
    /// <c>request_durable_ack=on</c> and QuestDB Enterprise.
    /// </summary>
    Durable,
}
