using QuestDb.Configuration;
using QuestDb.Ingest.Messages;
using QuestDb.Schemas;
using QuestDb.Store.Quarantines;
using QuestDb.Transport;

namespace QuestDb.Ingest.Delivery;

/// <summary>What all deliveries of one client share.</summary>
/// <param name="transport">Opens connections.</param>
internal sealed class DeliveryContext(QwpTransport transport)
{
    public QwpTransport Transport { get; } = transport;

    public ClientSettings Settings => Transport.Settings;

    /// <summary>What is known of the endpoints. Zones play no role in ingest.</summary>
    public HostHealth Hosts { get; } = new(transport.Settings.Endpoints, zone: null);

    public FrameLimit FrameLimit { get; } = new();

    /// <summary>The sequencer transactions that acks name, of all senders together.</summary>
    public ClientTransactions Tables { get; } = new();

    /// <summary>What is known of the names of designated timestamps.</summary>
    public DesignatedNames Designated { get; init; } = new([]);

    /// <summary>Rejected frames, of each slot and of senders without one.</summary>
    public QuarantineSet Quarantines { get; } = new(transport.Settings);
}
