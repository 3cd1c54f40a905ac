namespace QuestDb.Transport.WebSockets;

/// <summary>Bytes that are no WebSocket frame, or none that may come here.</summary>
/// <param name="what">What is wrong with the frame.</param>
internal sealed class WebSocketFormatException(string what) : IOException($"what came is no WebSocket frame: {what}");
