using QuestDb.Configuration;
using QuestDb.Events;
using QuestDb.Ingest.Delivery;
using QuestDb.Ingest.Outboxes;
using QuestDb.Ingest.Senders;
using QuestDb.Store.Slots;

namespace QuestDb.Ingest.Pool;

/// <summary>Makes the senders of one client; their events pass through it.</summary>
internal sealed class SenderFactory(IngestContext context, IEventSink events, LossyValueAction onLossyValue) : IEventSink
{
    private volatile bool _serverKnown;

    public ClientSettings Settings => context.Settings;

    public bool IsListening => events.IsListening;

    public void Post(ProgressReport report) => events.Post(report);

    public void Post(ClientEvent e)
    {
        if (e.Kind == ClientEventKind.Connected) _serverKnown = true;
        events.Post(e);
    }

    /// <summary>
    /// Makes a sender that is not connected, with a slot of its own if there is a store; one with frames in it is
    /// being delivered already.
    /// </summary>
    /// <param name="events">Receives what happens to it; must pass it on to the factory.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.StoreFailed"/>, <see cref="ErrorCode.StoreFull"/>,
    /// <see cref="ErrorCode.StoreUnsupported"/>.
    /// </exception>
    public Sender Make(IEventSink events)
    {
        Slot? slot = context.Slots?.OpenNext();
        DeliveryPolicy policy = _serverKnown ? DeliveryPolicy.LaterSender : DeliveryPolicy.Sender;
        Outbox outbox = slot is null
            ? Outbox.InMemory(context.Delivery, policy, events)
            : Outbox.Recover(context.Delivery, policy, events, slot);
        var sender = new Sender(outbox, context, onLossyValue);
        if (!outbox.IsDrained) outbox.StartInBackground();
        return sender;
    }
}
