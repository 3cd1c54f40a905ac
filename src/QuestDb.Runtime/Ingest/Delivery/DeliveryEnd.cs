using QuestDb.Ingest.Messages;

namespace QuestDb.Ingest.Delivery;

/// <summary>How a connection of delivery ended.</summary>
internal enum DeliveryEndKind
{
    /// <summary>On our wish.</summary>
    Stopped,
    /// <summary>It broke, or the server closed it.</summary>
    Lost,
    /// <summary>The server rejected a message; it answers no more on this connection.</summary>
    Rejected,
    /// <summary>The next frame is larger than the server takes: it was not sent, and all before it are accepted.</summary>
    FrameTooLarge,
    /// <summary>A symbol that the next frame needs is larger than the server takes.</summary>
    SymbolTooLarge,
}

/// <summary>How a connection of delivery ended, and why.</summary>
/// <param name="Kind">How.</param>
/// <param name="Error">Why it was lost.</param>
/// <param name="Answer">What the server said of a message.</param>
/// <param name="Bytes">Size of what is too large.</param>
internal sealed record DeliveryEnd(DeliveryEndKind Kind, QuestDbException? Error = null, IngestAnswer Answer = default, int Bytes = 0);
