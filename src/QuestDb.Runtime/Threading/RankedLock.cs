namespace QuestDb.Threading;

/// <summary>
/// A lock that knows its place among the others: in a debug build, taking it out of order throws. In a release build it is a
/// <see cref="Lock"/> and nothing else.
/// </summary>
/// <remarks>A thread takes it once at a time. A copy is the same lock.</remarks>
internal readonly struct RankedLock
{
    private readonly Lock _lock = new();
#if DEBUG
    private readonly LockPlace _place;

    /// <param name="rank">Its place.</param>
    public RankedLock(LockRank rank) => _place = new LockPlace(rank, isReentrant: false);

    /// <summary>Takes it; disposing what is returned gives it back.</summary>
    public Scope Enter()
    {
        _place.Check();
        _lock.Enter();
        _place.Taken();
        return new Scope(this);
    }

    /// <summary>Takes it if it is free in time; <see cref="Exit"/> gives it back.</summary>
    public bool TryEnter(TimeSpan patience)
    {
        _place.Check();
        bool isTaken = _lock.TryEnter(patience);
        if (isTaken) _place.Taken();
        return isTaken;
    }

    /// <summary>Gives it back.</summary>
    public void Exit()
    {
        _place.Left();
        _lock.Exit();
    }

    /// <summary>The time for which it is held.</summary>
    public readonly ref struct Scope(RankedLock held)
    {
        private readonly RankedLock _held = held;

        public void Dispose() => _held.Exit();
    }
#else
    /// <param name="rank">Its place, which a release build does not keep.</param>
    public RankedLock(LockRank rank)
    {
    }

    /// <summary>Takes it; disposing what is returned gives it back.</summary>
    public Lock.Scope Enter() => _lock.EnterScope();

    /// <summary>Takes it if it is free in time; <see cref="Exit"/> gives it back.</summary>
    public bool TryEnter(TimeSpan patience) => _lock.TryEnter(patience);

    /// <summary>Gives it back.</summary>
    public void Exit() => _lock.Exit();
#endif

    /// <summary>Whether the calling thread holds it.</summary>
    public bool IsHeldByCurrentThread => _lock.IsHeldByCurrentThread;
}
