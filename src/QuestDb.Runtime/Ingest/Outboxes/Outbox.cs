using QuestDb.Configuration;
using QuestDb.Events;
using QuestDb.Ingest.Delivery;
using QuestDb.Store;
using QuestDb.Store.Segments;
using QuestDb.Store.Slots;
using QuestDb.Threading;
using QuestDb.Wire;

namespace QuestDb.Ingest.Outboxes;

/// <summary>
/// Frames on their way to a server: the queue that numbers them, the dictionary that their symbol ids refer to, the delivery that sends
/// them, and the slot that stores them, if there is one. A sender writes frames to it; a replay only delivers existing ones.
/// </summary>
/// <remarks>
/// The producer's members are for one producer at a time, which holds the sender's lock; all others are safe from any thread.
/// </remarks>
internal sealed partial class Outbox
{
    private readonly FrameQueue _queue;
    private readonly SendLoop _sendLoop;
    private readonly DeliveryPolicy _policy;
    private readonly Slot? _slot;

    private Outbox(
        DeliveryContext context, DeliveryPolicy policy, FrameQueue queue, SymbolDictionary dictionary, Slot? slot, IEventSink events)
    {
        _queue = queue;
        _policy = policy;
        _slot = slot;
        Dictionary = dictionary;
        _sendLoop = new SendLoop(context, policy, queue, dictionary, slot?.Path, events);
    }

    /// <summary>The texts of symbols. The producer adds entries and removes those that it does not publish.</summary>
    public SymbolDictionary Dictionary { get; }

    /// <summary>The slot directory that keeps the frames, or null for memory.</summary>
    public string? SlotPath => _slot?.Path;

    /// <summary>The last published frame, or -1.</summary>
    public long PublishedFsn => _queue.PublishedFsn;

    /// <summary>The last frame that a server has accepted, or -1.</summary>
    public long AcceptedFsn => _queue.AcceptedFsn;

    /// <summary>
    /// The last frame that is acknowledged and released, or -1: with durable acks it follows <see cref="AcceptedFsn"/> later.
    /// </summary>
    public long AckedFsn => _queue.AckedFsn;

    /// <summary>Whether every published frame is acknowledged.</summary>
    public bool IsDrained => _queue.IsDrained;

    /// <summary>The frames that wait for their ack.</summary>
    public UnackedFrames Unacked => _queue.Unacked;

    /// <summary>Whether delivery has stopped for good; every wait and every start then throws the reason.</summary>
    public bool HasStopped => Failure is not null;

    /// <summary>Why delivery has stopped for good, or null.</summary>
    public QuestDbException? Failure => _queue.Failure;

    /// <summary>An outbox whose frames stay in memory.</summary>
    /// <param name="context">What the deliveries of the client share.</param>
    /// <param name="policy">For whom it delivers.</param>
    /// <param name="events">Receives what happens.</param>
    /// <param name="dictionary">The dictionary of the frames; null for an empty one.</param>
    public static Outbox InMemory(DeliveryContext context, DeliveryPolicy policy, IEventSink events, SymbolDictionary? dictionary = null)
    {
        ClientSettings settings = context.Settings;
        return new Outbox(context, policy, FrameQueue.InMemory(settings.Queue.SegmentBytes, settings.Queue.MaxBytes),
            dictionary ?? new SymbolDictionary(), slot: null, events);
    }

    /// <summary>An outbox that begins with the frames that a slot's last client left, and keeps its frames there.</summary>
    /// <param name="context">What the deliveries of the client share.</param>
    /// <param name="policy">For whom it delivers.</param>
    /// <param name="events">Receives what happens.</param>
    /// <param name="slot">The slot, which <see cref="CloseAsync"/> closes.</param>
    public static Outbox Recover(DeliveryContext context, DeliveryPolicy policy, IEventSink events, Slot slot)
    {
        ClientSettings settings = context.Settings;
        return new Outbox(context, policy, FrameQueue.Recover(settings.Queue.SegmentBytes, settings.Queue.MaxBytes, slot),
            slot.Recovered.Dictionary, slot, events);
    }

    /// <summary>Starts delivery if it does not run, and waits for its first connection as <c>initial_connect_retry</c> says.</summary>
    /// <exception cref="QuestDbException">
    /// There is no connection, and the next call tries again; or delivery has stopped for good.
    /// </exception>
    public void Start() => _sendLoop.EnsureStarted();

    /// <summary>As <see cref="Start"/>, on a thread of its own: how long that takes is up to <c>initial_connect_retry</c>.</summary>
    public Task StartAsync() => OwnThread.Run("QuestDb start", Start);

    /// <summary>Gives back memory that the queue did not need since the last call.</summary>
    public void Trim() => _queue.Trim();

    /// <summary>
    /// Starts delivery of recovered frames: it tries to connect without a time limit, and writers do not wait for a connection because
    /// their rows come after those frames anyway.
    /// </summary>
    public void StartInBackground() => _sendLoop.StartInBackground();

    /// <summary>
    /// The transactions that acks have named for the tables of accepted rows: none for a table without transactions, whose rows are
    /// visible once they are accepted.
    /// </summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.NotVisible"/>: a table was dropped after it had taken the rows.</exception>
    public IReadOnlyList<TableTransaction> TransactionsOf(FrameTables tables, long firstFsn, long lastFsn) =>
        _sendLoop.TransactionsOf(tables, firstFsn, lastFsn);
}
