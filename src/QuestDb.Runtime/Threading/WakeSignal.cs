namespace QuestDb.Threading;

/// <summary>
/// Wakes one waiting thread. Who changes what the thread waits for calls <see cref="Set"/> afterwards; where the thread does not wait, or
/// for something else, that costs a memory fence.
/// </summary>
/// <remarks>
/// Both sides write first and read then, with a full fence between: he who sets has changed his data before he looks at the state, and
/// he who waits has changed the state before he looks at the data. So at least one of them sees what the other did.
/// </remarks>
internal sealed class WakeSignal
{
    private const int Idle = 0;
    private const int Signaled = 1;

    /// <summary>Guards the sleep alone: who wakes the thread must not do so before it sleeps. A leaf.</summary>
    private readonly RankedMonitor _gate = new(LockRank.WakeSignal);
    private int _state;

    /// <summary>Says what has changed; the thread wakes if it waits for it.</summary>
    public void Set(WakeReasons changed)
    {
        Interlocked.MemoryBarrier();
        int state = Volatile.Read(ref _state);
        if (state == Signaled || (state != Idle && (state & (int)changed) == 0)) return;
        if (Interlocked.Exchange(ref _state, Signaled) is Idle or Signaled) return;
        using (_gate.Enter()) _gate.PulseAll();
    }

    /// <summary>
    /// Waits until one of some things changes. A change that came after the last call ends it at once; a call may also end without one.
    /// </summary>
    /// <param name="reasons">The things.</param>
    /// <param name="milliseconds">The longest wait.</param>
    /// <returns>False when that is over.</returns>
    public bool Wait(WakeReasons reasons, int milliseconds)
    {
        if (Interlocked.CompareExchange(ref _state, (int)reasons, Idle) == Idle)
        {
            long end = Environment.TickCount64 + milliseconds;
            using (_gate.Enter())
            {
                while (Volatile.Read(ref _state) != Signaled && end - Environment.TickCount64 is > 0 and var left) _gate.Wait((int)left);
            }
        }

        return Interlocked.Exchange(ref _state, Idle) == Signaled;
    }
}

/// <summary>What the thread of a delivery waits for.</summary>
[Flags]
internal enum WakeReasons
{
    /// <summary>Frames were published.</summary>
    Frames = 2,
    /// <summary>Frames were published, and many bytes wait by now.</summary>
    ManyBytes = 4,
    /// <summary>Some of the frames on their way were answered.</summary>
    Answers = 8,
    /// <summary>All of the frames on their way were answered.</summary>
    AllAnswered = 16,
    /// <summary>The connection has ended, delivery is to stop, or the server asks for a pong.</summary>
    Control = 32,
}
