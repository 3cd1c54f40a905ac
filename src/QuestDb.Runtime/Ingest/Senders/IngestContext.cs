using QuestDb.Configuration;
using QuestDb.Ingest.Delivery;
using QuestDb.Schemas;
using QuestDb.Store.Slots;
using QuestDb.Threading;
using QuestDb.Transport;

namespace QuestDb.Ingest.Senders;

/// <summary>What all senders of one client share.</summary>
/// <param name="transport">Opens connections.</param>
/// <param name="visibility">Finds out what queries see.</param>
/// <param name="designated">What is known of the names of designated timestamps.</param>
/// <param name="slots">Where each sender gets a slot for its frames; null keeps them in memory.</param>
internal sealed class IngestContext(
    QwpTransport transport, ITableVisibility visibility, DesignatedNames designated, SlotDirectory? slots = null)
{
    public SlotDirectory? Slots { get; } = slots;

    public ClientSettings Settings => Delivery.Settings;

    /// <summary>What deliveries share: those of the senders and of the drainers of left slots.</summary>
    public DeliveryContext Delivery { get; } = new(transport) { Designated = designated };

    public ITableVisibility Visibility { get; } = visibility;

    /// <summary>Runs the timers of flushes on a thread of its own, which no waiting writer takes.</summary>
    public TimeProvider Clock { get; } = new ClockThread();

    public DesignatedNames Designated { get; } = designated;
}
