using QuestDb.Events;
using QuestDb.Ingest.Outboxes;
using QuestDb.Ingest.Senders;

namespace QuestDb.Ingest.Pool;

/// <summary>A sender of the pool with the state of its present borrow; the borrower's handles delegate here.</summary>
internal sealed class PooledSender : IBorrow
{
    private readonly SenderPool _pool;
    private long _start = -1;
    private bool _marked;

    /// <param name="pool">The pool that takes it back.</param>
    /// <param name="factory">Makes the sender.</param>
    /// <param name="created">The time of creation on the pool's clock.</param>
    public PooledSender(SenderPool pool, SenderFactory factory, long created)
    {
        _pool = pool;
        Created = created;
        Errors = new SenderErrors(factory, factory.Settings.Delivery.EventInboxCapacity);
        Sender = factory.Make(Errors);
    }

    public Sender Sender { get; }

    public SenderErrors Errors { get; }

    public long Created { get; }

    /// <summary>The time of the last return on the pool's clock.</summary>
    public long Returned { get; set; }

    /// <summary>The borrower if it buffers rows itself, or null.</summary>
    public IRowHolder? Holder { get; set; }

    /// <summary>Whether delivery has stopped for good, the dictionary is full, or the borrower has marked it.</summary>
    public bool MustClose => _marked || Outbox.HasStopped || Sender.IsDictionaryFull;

    /// <summary>Whether every frame is acknowledged, so that the next borrower can't get errors about this borrower's rows.</summary>
    public bool IsDrained => Outbox.IsDrained;

    /// <summary>The last frame that the present borrower published, or -1.</summary>
    public long PublishedFsn => Own(Outbox.PublishedFsn);

    /// <summary>The last frame of the present borrower that is acknowledged, or -1.</summary>
    public long AckedFsn => Own(Outbox.AcceptedFsn);

    /// <summary>Whether it was lent or idle before, so that it need not connect.</summary>
    public bool IsStarted { get; set; }

    private Outbox Outbox => Sender.Outbox;

    /// <summary>Begins a borrow: earlier frames and errors do not belong to the new borrower.</summary>
    public void Begin()
    {
        IsStarted = true;
        _start = Outbox.PublishedFsn;
        Errors.Begin();
    }

    /// <summary>Connects; how long that takes is up to <c>initial_connect_retry</c>.</summary>
    /// <exception cref="QuestDbException">There is no connection, or delivery has stopped for good.</exception>
    public void Start() => Outbox.Start();

    /// <summary>As <see cref="Start"/>, without blocking the thread.</summary>
    public Task StartAsync() => Outbox.StartAsync();

    /// <summary>Waits until every frame is acknowledged or delivery has stopped.</summary>
    public async Task WaitDrainedAsync(CancellationToken cancellationToken) =>
        await Outbox.WaitDrainedAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public void MarkMustClose() => _marked = true;

    public void Return()
    {
        Holder = null;
        _pool.Return(this);
    }

    string IBorrow.What => "A column sender";

    Task IBorrow.TakeBackAsync()
    {
        Return();
        return Task.CompletedTask;
    }

    public void Wait(AckLevel level, TimeSpan timeout)
    {
        WaitArguments.Check(level, timeout);
        Outbox.ThrowIfLevelUnsupported(level);
        if (PublishedFsn is var fsn and >= 0) Outbox.Wait(level, fsn, timeout);
    }

    public ValueTask WaitAsync(AckLevel level, TimeSpan timeout, CancellationToken cancellationToken)
    {
        WaitArguments.Check(level, timeout);
        Outbox.ThrowIfLevelUnsupported(level);
        return PublishedFsn is var fsn and >= 0 ? Outbox.WaitAsync(level, fsn, timeout, cancellationToken) : ValueTask.CompletedTask;
    }

    private long Own(long fsn) => fsn > _start ? fsn : -1;
}
