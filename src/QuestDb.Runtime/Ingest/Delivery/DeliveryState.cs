using QuestDb.Configuration;
using QuestDb.Configuration.Values;
using QuestDb.Ingest.Messages;
using QuestDb.Store;
using QuestDb.Wire;

namespace QuestDb.Ingest.Delivery;

/// <summary>The state that successive connections of one sender's delivery share.</summary>
/// <param name="context">What the deliveries of the client share.</param>
/// <param name="queue">The frames.</param>
/// <param name="dictionary">The dictionary that the frames' symbol ids refer to.</param>
/// <param name="events">Receives what happens.</param>
internal sealed class DeliveryState(DeliveryContext context, FrameQueue queue, SymbolDictionary dictionary, DeliveryEvents events)
{
    public DeliveryContext Context { get; } = context;

    public ClientSettings Settings => Context.Settings;

    public FrameQueue Queue { get; } = queue;

    public SymbolDictionary Dictionary { get; } = dictionary;

    public DeliveryEvents Events { get; } = events;

    /// <summary>The sequencer transactions that this sender's acks name.</summary>
    public TableTransactionLog Tables { get; } = new();

    /// <summary>Frames in quarantine.</summary>
    public DeliverySkips Skips { get; } = new();

    /// <summary>Stops delivery for good: waiting callers get the error, and the frames stay.</summary>
    public void Stop(QuestDbException error, Endpoint endpoint)
    {
        Queue.Fail(error);
        Events.Post(ClientEventKind.Stopped, endpoint, Queue.AckedFsn + 1, Queue.PublishedFsn, error);
    }

    /// <summary>Releases the frames up to a number, and the quarantined ones that follow them.</summary>
    public void Release(long fsn)
    {
        fsn = Skips.Extend(fsn);
        long before = Queue.AckedFsn;
        Queue.Ack(fsn);
        long after = Queue.AckedFsn;
        if (after == before) return;
        Skips.Released(after);
        Events.Acked(before + 1, after, drained: after == Queue.PublishedFsn);
    }
}
