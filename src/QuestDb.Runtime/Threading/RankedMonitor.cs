namespace QuestDb.Threading;

/// <summary>
/// As <see cref="RankedLock"/>, for those who wait under it for what another thread does: <see cref="Lock"/> has no such wait.
/// In a release build it is an object with its monitor and nothing else.
/// </summary>
/// <remarks>A thread that holds it may take it again. A copy is the same monitor.</remarks>
internal readonly struct RankedMonitor
{
    private readonly object _monitor = new();
#if DEBUG
    private readonly LockPlace _place;

    /// <param name="rank">Its place.</param>
    public RankedMonitor(LockRank rank) => _place = new LockPlace(rank, isReentrant: true);
#else
    /// <param name="rank">Its place, which a release build does not keep.</param>
    public RankedMonitor(LockRank rank)
    {
    }
#endif

    /// <summary>Takes it; disposing what is returned gives it back.</summary>
    public Scope Enter()
    {
#if DEBUG
        _place.Check();
#endif
        Monitor.Enter(_monitor);
#if DEBUG
        _place.Taken();
#endif
        return new Scope(this);
    }

    /// <summary>Lets others take it until <see cref="PulseAll"/> is called.</summary>
    public void Wait() => Wait(Timeout.Infinite);

    /// <summary>As <see cref="Wait()"/>, for a time; false when it is over.</summary>
    public bool Wait(int milliseconds)
    {
#if DEBUG
        _place.CheckWait();
#endif
        return Monitor.Wait(_monitor, milliseconds);
    }

    /// <summary>Wakes those who wait.</summary>
    public void PulseAll() => Monitor.PulseAll(_monitor);

    /// <summary>The time for which it is held.</summary>
    public readonly ref struct Scope(RankedMonitor held)
    {
        private readonly RankedMonitor _held = held;

        public void Dispose()
        {
#if DEBUG
            _held._place.Left();
#endif
            Monitor.Exit(_held._monitor);
        }
    }
}
