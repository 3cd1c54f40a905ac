namespace QuestDb.Ingest.Pool;

/// <summary>A sender of the pool with what its present borrower must know; the borrower's handles delegate here.</summary>
internal sealed class PooledSender
{
    private readonly SenderPool _pool;
    private long _start = -1;
    private bool _marked;

    public PooledSender(SenderPool pool, Func<SenderErrors, Sender> open, SenderErrors errors)
    {
        _pool = pool;
        Errors = errors;
        Sender = open(errors);
    }

    public Sender Sender { get; }

    public SenderErrors Errors { get; }

    /// <summary>Whether delivery has stopped for good, or the borrower said so.</summary>
    public bool MustClose => _marked || Sender.Queue.Failure is not null || Sender.IsDictionaryFull;

    /// <summary>Whether every frame is acknowledged, so that the next borrower can't meet an error of this one.</summary>
    public bool IsDrained => Sender.Queue.AckedFsn == Sender.Queue.PublishedFsn;

    /// <summary>The last frame that the present borrower published, or -1.</summary>
    public long PublishedFsn => Own(Sender.Queue.PublishedFsn);

    /// <summary>The last frame of the present borrower that is acknowledged, or -1.</summary>
    public long AckedFsn => Own(Sender.Queue.AcceptedFsn);

    /// <summary>Begins a borrow: frames and errors so far are not the borrower's.</summary>
    public void Begin()
    {
        _start = Sender.Queue.PublishedFsn;
        Errors.Clear();
    }

    public void MarkMustClose() => _marked = true;

    public void Return() => _pool.Return(this);

    public void Wait(AckLevel level, TimeSpan timeout)
    {
        WaitArguments.Check(level, timeout);
        Sender.Delivery.ThrowIfNotTold(level);
        if (PublishedFsn is var fsn and >= 0) Sender.Queue.WaitAcked(level, fsn, timeout);
    }

    public ValueTask WaitAsync(AckLevel level, TimeSpan timeout, CancellationToken cancellationToken)
    {
        WaitArguments.Check(level, timeout);
        Sender.Delivery.ThrowIfNotTold(level);
        return PublishedFsn is var fsn and >= 0 ? Sender.Queue.WaitAckedAsync(level, fsn, timeout, cancellationToken) : ValueTask.CompletedTask;
    }

    private long Own(long fsn) => fsn > _start ? fsn : -1;
}
