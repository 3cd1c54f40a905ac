namespace QuestDb.Threading;

/// <summary>
/// A clock whose timers run on a thread of its own: rows that wait for their flush get it although all threads of the pool wait. The
/// thread lives as long as there are timers. Callbacks run one after the other, so they must not wait for long.
/// </summary>
internal sealed class ClockThread : TimeProvider
{
    /// <summary>Guards the timers. Pulsed when one is due earlier than those before. A leaf.</summary>
    private readonly RankedMonitor _gate = new(LockRank.ClockThread);
    private readonly List<Timer> _timers = [];
    private bool _runs;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        using (_gate.Enter())
        {
            _timers.Add(timer);
            if (!_runs) OwnThread.Start("QuestDb clock", Run);
            _runs = true;
        }

        timer.Change(dueTime, period);
        return timer;
    }

    private void Run()
    {
        while (TakeDue(out Timer? due)) due?.Fire();
    }

    /// <summary>Waits until a timer is due; false when there are none any more.</summary>
    private bool TakeDue(out Timer? due)
    {
        using (_gate.Enter())
        {
            due = null;
            if (_timers.Count == 0) return _runs = false;
            foreach (Timer timer in _timers)
                if (due is null || timer.Due < due.Due)
                    due = timer;
            long left = due!.Due - Environment.TickCount64;
            if (left <= 0)
            {
                due.Due = due.Period < 0 ? long.MaxValue : Environment.TickCount64 + due.Period;
                return true;
            }

            _gate.Wait(due.Due == long.MaxValue ? Timeout.Infinite : (int)Math.Min(left, int.MaxValue));
            due = null;
            return true;
        }
    }

    private sealed class Timer(ClockThread clock, TimerCallback callback, object? state) : ITimer
    {
        /// <summary>When it is due, in ticks of <see cref="Environment.TickCount64"/>; <see cref="long.MaxValue"/> for never.</summary>
        public long Due { get; set; } = long.MaxValue;

        /// <summary>Milliseconds between two calls; negative for one call.</summary>
        public long Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            using (clock._gate.Enter())
            {
                if (!clock._timers.Contains(this)) return false;
                Period = period == Timeout.InfiniteTimeSpan ? -1 : (long)period.TotalMilliseconds;
                Due = dueTime == Timeout.InfiniteTimeSpan
                    ? long.MaxValue
                    : Environment.TickCount64 + (long)Math.Ceiling(dueTime.TotalMilliseconds);
                clock._gate.PulseAll();
                return true;
            }
        }

        public void Dispose()
        {
            using (clock._gate.Enter())
            {
                clock._timers.Remove(this);
                clock._gate.PulseAll();
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
