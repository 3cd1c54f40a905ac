namespace QuestDb.Transport.WebSockets;

/// <summary>The server has sent a close frame.</summary>
/// <param name="code">Its code; 1005 when it has none (RFC 6455, 7.1.5).</param>
/// <param name="reason">Its text, or nothing.</param>
internal sealed class ClosedException(int code, string reason) : IOException($"closed with code {code}")
{
    public const int NoCode = 1005;

    public int Code { get; } = code;

    public string Reason { get; } = reason;
}
