using QuestDb.Configuration.Values;

namespace QuestDb.Configuration;

/// <summary>What a connect string says, one record for each subject. Immutable; <see cref="ToString"/> shows no secret.</summary>
internal sealed record ClientSettings
{
    public IReadOnlyList<Endpoint> Endpoints { get; init; } = [];

    public ConnectionSettings Connection { get; init; } = new();

    public AuthSettings Auth { get; init; } = new();

    public TlsSettings Tls { get; init; } = new();

    public WritingSettings Writing { get; init; } = new();

    public QueueSettings Queue { get; init; } = new();

    public StoreSettings Store { get; init; } = new();

    public ReconnectSettings Reconnect { get; init; } = new();

    public RejectionSettings Rejection { get; init; } = new();

    public DeliverySettings Delivery { get; init; } = new();

    public QuerySettings Query { get; init; } = new();

    public FailoverSettings Failover { get; init; } = new();

    public PoolSettings Pool { get; init; } = new();

    /// <summary>The addresses and the scheme: what may stand in a log.</summary>
    public override string ToString() => $"{(Tls.Enabled ? "wss" : "ws")}::addr={string.Join(',', Endpoints)};";
}
