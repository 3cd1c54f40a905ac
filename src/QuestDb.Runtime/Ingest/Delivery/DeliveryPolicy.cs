using QuestDb.Configuration.Values;

namespace QuestDb.Ingest.Delivery;

/// <summary>What a delivery does differently for whom it is made.</summary>
internal sealed record DeliveryPolicy
{
    private DeliveryPolicy()
    {
    }

    /// <summary>A sender that writes: it waits for a server as long as it takes, once there was one.</summary>
    public static DeliveryPolicy Sender { get; } = new();

    /// <summary>
    /// A sender whose client was connected before. What <c>initial_connect_retry</c> guards against is a wrong address; after one
    /// connection a failure is an outage, in which a new sender queues as the others do.
    /// </summary>
    public static DeliveryPolicy LaterSender { get; } = new() { FirstConnection = InitialConnectRetry.Async };

    /// <summary>
    /// A slot that an earlier client left and that nobody writes to any more: it may be given up where a sender waits for ever.
    /// </summary>
    public static DeliveryPolicy LeftSlot { get; } = new() { TellsDrained = false, EndsAtOversizedSymbol = true };

    /// <summary>A slot that a person replays, who sees its errors and decides what becomes of it.</summary>
    public static DeliveryPolicy SlotByHand { get; } = new() { MarksRefusedSlot = false };

    /// <summary>One frame that a person replays, who wants to know when there is no server for it.</summary>
    public static DeliveryPolicy OneFrame { get; } = new() { FirstConnection = InitialConnectRetry.Off, EndsWithoutServer = true };

    /// <summary>What is done until the first connection, in place of <c>initial_connect_retry</c>; null for what that says.</summary>
    public InitialConnectRetry? FirstConnection { get; private init; }

    /// <summary>Whether delivery ends when no endpoint takes a connection any more, after one that did.</summary>
    public bool EndsWithoutServer { get; private init; }

    /// <summary>Whether delivery ends at a symbol that stayed above the limit of every server it met.</summary>
    public bool EndsAtOversizedSymbol { get; private init; }

    /// <summary>Whether an event tells that the queue is empty: the end of a left slot is told by who ends it.</summary>
    public bool TellsDrained { get; private init; } = true;

    /// <summary>
    /// Whether a slot with a frame that the server refuses for good is kept from later clients until a person has seen it.
    /// </summary>
    public bool MarksRefusedSlot { get; private init; } = true;
}
