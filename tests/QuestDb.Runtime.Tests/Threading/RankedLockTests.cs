using System.Runtime.CompilerServices;
using QuestDb.Threading;

namespace QuestDb.Tests.Threading;

/// <summary>Locks that know their place: they are locks in every build, and nothing else in a release build.</summary>
public sealed class RankedLockTests
{
    private readonly RankedLock _lock = new(LockRank.SenderPool);
    private readonly RankedMonitor _monitor = new(LockRank.FrameQueue);
    private bool _isSet;

    [Fact]
    public void A_lock_is_held_until_its_scope_ends()
    {
        using (_lock.Enter()) Assert.True(_lock.IsHeldByCurrentThread);
        Assert.False(_lock.IsHeldByCurrentThread);
    }

    [Fact]
    public void A_lock_that_is_held_keeps_other_threads_out()
    {
        bool taken = false;
        Assert.True(_lock.TryEnter(TimeSpan.Zero));
        Elsewhere(() => taken = _lock.TryEnter(TimeSpan.Zero));
        _lock.Exit();
        Assert.False(taken);
        Elsewhere(() => taken = _lock.TryEnter(TimeSpan.Zero));
        Assert.True(taken);
    }

    [Fact]
    public void A_copy_is_the_same_lock()
    {
        RankedLock copy = _lock;
        using (copy.Enter()) Assert.True(_lock.IsHeldByCurrentThread);
    }

    [Fact]
    public void Who_waits_under_a_monitor_is_woken()
    {
        var setter = new Thread(() =>
        {
            using (_monitor.Enter())
            {
                _isSet = true;
                _monitor.PulseAll();
            }
        });
        using (_monitor.Enter())
        {
            setter.Start();
            while (!_isSet) _monitor.Wait();
        }

        setter.Join();
    }

    [Fact]
    public void A_wait_for_a_time_says_that_it_is_over()
    {
        using (_monitor.Enter()) Assert.False(_monitor.Wait(0));
    }

    [Fact]
    public void A_monitor_may_be_taken_again()
    {
        using (_monitor.Enter())
        using (_monitor.Enter())
            Assert.False(_monitor.Wait(0));
    }

#if !DEBUG
    [Fact]
    public void In_a_release_build_there_is_nothing_beside_the_lock()
    {
        Assert.Equal(IntPtr.Size, Unsafe.SizeOf<RankedLock>());
        Assert.Equal(IntPtr.Size, Unsafe.SizeOf<RankedMonitor>());
    }
#endif

    private static void Elsewhere(ThreadStart action)
    {
        var thread = new Thread(action);
        thread.Start();
        thread.Join();
    }
}
