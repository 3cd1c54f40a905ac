using QuestDb.Ingest.Messages;

namespace QuestDb.Ingest.Delivery;

/// <summary>How a connection of delivery ended.</summary>
internal enum DeliveryEndKind
{
    /// <summary>The client stopped it, or delivery has stopped.</summary>
    Stopped,
    /// <summary>It broke, or the server closed it.</summary>
    Lost,
    /// <summary>The server rejected a message; it gives no further answers on this connection.</summary>
    Rejected,
    /// <summary>The next frame is larger than the server allows. It was not sent, and all frames before it are accepted.</summary>
    FrameTooLarge,
    /// <summary>A symbol that the next frame needs is larger than the server allows.</summary>
    SymbolTooLarge,
}

/// <summary>How a connection of delivery ended, and why.</summary>
/// <param name="Kind">How.</param>
/// <param name="Error">Why it was lost.</param>
/// <param name="Answer">The server's answer to the rejected message.</param>
/// <param name="Bytes">Size of the frame that is too large.</param>
internal sealed record DeliveryEnd(DeliveryEndKind Kind, QuestDbException? Error = null, IngestAnswer Answer = default, int Bytes = 0);
