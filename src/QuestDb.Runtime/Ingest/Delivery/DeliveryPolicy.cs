using QuestDb.Configuration.Values;

namespace QuestDb.Ingest.Delivery;

/// <summary>What a delivery does differently depending on what it is for.</summary>
internal sealed record DeliveryPolicy
{
    private DeliveryPolicy()
    {
    }

    /// <summary>A sender that writes: after its first connection it waits for a server without limit.</summary>
    public static DeliveryPolicy Sender { get; } = new();

    /// <summary>
    /// A sender whose client was connected before. <c>initial_connect_retry</c> guards against a wrong address; after one connection a
    /// failure is an outage, in which a new sender queues rows as the others do.
    /// </summary>
    public static DeliveryPolicy LaterSender { get; } = new() { FirstConnection = InitialConnectRetry.Async };

    /// <summary>
    /// A slot that an earlier client left and that nobody writes to any more: its delivery may end where that of a
    /// sender waits for ever.
    /// </summary>
    public static DeliveryPolicy LeftSlot { get; } = new() { PostsDrained = false, EndsAtOversizedSymbol = true };

    /// <summary>A slot that a person replays: the person sees the errors and decides what happens to the slot.</summary>
    public static DeliveryPolicy SlotByHand { get; } = new() { MarksRefusedSlot = false };

    /// <summary>One frame that a person replays: the person gets an error when no server can be reached.</summary>
    public static DeliveryPolicy OneFrame { get; } = new() { FirstConnection = InitialConnectRetry.Off, EndsWithoutServer = true };

    /// <summary>How the first connection is retried, in place of <c>initial_connect_retry</c>; null to follow that setting.</summary>
    public InitialConnectRetry? FirstConnection { get; private init; }

    /// <summary>Whether delivery ends when no endpoint accepts a connection any more after an earlier one did.</summary>
    public bool EndsWithoutServer { get; private init; }

    /// <summary>Whether delivery ends at a symbol that has exceeded the limit of every server it was tried on.</summary>
    public bool EndsAtOversizedSymbol { get; private init; }

    /// <summary>Whether an event says that the queue is empty. A drainer posts an event of its own at the end of a left slot.</summary>
    public bool PostsDrained { get; private init; } = true;

    /// <summary>
    /// Whether a slot with a frame that the server rejects for good is hidden from later clients until a person has looked at it.
    /// </summary>
    public bool MarksRefusedSlot { get; private init; } = true;
}
