namespace QuestDb;

/// <summary>The server answered a query or statement with an error. The connection stays usable.</summary>
public sealed class QueryException : QuestDbException
{
    internal QueryException(string message, byte status, string serverMessage, string sql)
        : base(ErrorCode.QueryFailed, message)
    {
        Status = status;
        ServerMessage = serverMessage;
        Sql = sql;
    }

    /// <summary>Status byte of the server's answer (QWP egress specification, "Status codes").</summary>
    public byte Status { get; }

    /// <summary>The server's message.</summary>
    public string ServerMessage { get; }

    /// <summary>The SQL text that was sent, with <c>$n</c> in place of bound values.</summary>
    public string Sql { get; }
}
