namespace QuestDb.Transport.WebSockets;

/// <summary>What a WebSocket frame is (RFC 6455, 5.2).</summary>
internal enum Opcode : byte
{
    /// <summary>A further part of a message.</summary>
    Continuation = 0x0,
    /// <summary>A message of text, or its first part.</summary>
    Text = 0x1,
    /// <summary>A message of bytes, or its first part.</summary>
    Binary = 0x2,
    /// <summary>The end of the connection.</summary>
    Close = 0x8,
    /// <summary>Asks for a pong.</summary>
    Ping = 0x9,
    /// <summary>Answers a ping.</summary>
    Pong = 0xA,
}
