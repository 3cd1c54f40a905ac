using QuestDb.Configuration;
using QuestDb.Egress;
using QuestDb.Store;
using QuestDb.Transport;

namespace QuestDb.Ingest;

/// <summary>What all senders of one client share.</summary>
/// <param name="transport">Opens connections.</param>
/// <param name="queries">Asks a server what is visible to queries.</param>
/// <param name="slots">Where each sender gets a slot for its frames; null keeps them in memory.</param>
internal sealed class IngestContext(QwpTransport transport, QueryPool queries, SlotDirectory? slots = null)
{
    public SlotDirectory? Slots { get; } = slots;

    public QwpTransport Transport { get; } = transport;

    public ClientSettings Settings => Transport.Settings;

    /// <summary>What is known of the endpoints. Zones play no role in ingest.</summary>
    public HostHealth Hosts { get; } = new(transport.Settings.Endpoints, zone: null);

    public FrameLimit FrameLimit { get; } = new();

    /// <summary>The sequencer transactions that acks name, of all senders together.</summary>
    public TableTransactionLog Tables { get; } = new();

    public TableVisibility Visibility { get; } = new(queries);

    /// <summary>Rejected frames, of each slot and of senders without one.</summary>
    public QuarantineSet Quarantines { get; } = new(transport.Settings);
}
