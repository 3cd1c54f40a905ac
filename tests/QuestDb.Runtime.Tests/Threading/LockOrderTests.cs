#if DEBUG
using QuestDb.TestSupport;
using QuestDb.Threading;

namespace QuestDb.Tests.Threading;

/// <summary>The order of the locks, which a debug build checks at each one that is taken. Runs after all other tests.</summary>
[Collection(LastCollectionOrderer.Last)]
public sealed class LockOrderTests
{
    private readonly RankedLock _pool = new(LockRank.SenderPool);
    private readonly RankedMonitor _queue = new(LockRank.FrameQueue);
    private readonly RankedMonitor _otherQueue = new(LockRank.FrameQueue);
    private readonly RankedLock _slot = new(LockRank.SlotSegments);

    /// <summary>Before each of the tests: none before it has taken a lock out of order, caught or not.</summary>
    public LockOrderTests() => Assert.Null(LockPlace.TakeInversion());

    [Fact]
    public void No_test_has_taken_a_lock_out_of_order()
    {
    }

    [Fact]
    public void Locks_are_taken_in_their_order()
    {
        using (_pool.Enter())
        using (_queue.Enter())
        using (_slot.Enter())
            Assert.True(_pool.IsHeldByCurrentThread);
        Assert.Null(LockPlace.TakeInversion());
    }

    [Fact]
    public void An_inversion_is_found_and_named()
    {
        using (_queue.Enter()) AssertInversion("The lock SenderPool is taken by a thread that holds FrameQueue.", Take);

        void Take()
        {
            using (_pool.Enter()) Assert.Fail("The lock was taken.");
        }
    }

    [Fact]
    public void An_inversion_is_found_behind_other_locks()
    {
        using (_pool.Enter())
        using (_slot.Enter())
            AssertInversion("The lock FrameQueue is taken by a thread that holds SlotSegments.", () => Take(_queue));
    }

    [Fact]
    public void An_inversion_is_found_where_the_lock_is_only_tried()
    {
        using (_queue.Enter())
            AssertInversion("The lock SenderPool is taken by a thread that holds FrameQueue.", () => _pool.TryEnter(TimeSpan.Zero));
    }

    [Fact]
    public void Two_locks_of_one_rank_have_no_order()
    {
        using (_queue.Enter())
            AssertInversion("The lock FrameQueue is taken by a thread that holds FrameQueue.", () => Take(_otherQueue));
    }

    [Fact]
    public void A_lock_is_not_taken_again()
    {
        using (_pool.Enter())
            AssertInversion("The lock SenderPool is taken by a thread that holds SenderPool.", () => _pool.TryEnter(TimeSpan.Zero));
    }

    [Fact]
    public void A_monitor_is_not_waited_under_while_a_later_lock_is_held()
    {
        using (_queue.Enter())
        using (_slot.Enter())
        using (_queue.Enter())
            AssertInversion("A thread that waits under the lock FrameQueue holds SlotSegments.", () => _queue.Wait(0));
    }

    [Fact]
    public void What_is_given_back_does_not_count()
    {
        using (_queue.Enter()) Take(_queue);
        using (_pool.Enter()) Take(_queue);
        Assert.Null(LockPlace.TakeInversion());
    }

    [Fact]
    public void Locks_of_another_thread_do_not_count()
    {
        using (_queue.Enter())
        {
            var thread = new Thread(() =>
            {
                if (_pool.TryEnter(TimeSpan.Zero)) _pool.Exit();
            });
            thread.Start();
            thread.Join();
        }

        Assert.Null(LockPlace.TakeInversion());
    }

    private static void Take(RankedMonitor monitor)
    {
        using (monitor.Enter()) Thread.MemoryBarrier();
    }

    /// <summary>The inversion is thrown, and kept for those who do not see what is thrown.</summary>
    private static void AssertInversion(string message, Action action)
    {
        Assert.StartsWith(message, Assert.Throws<InvalidOperationException>(action).Message, StringComparison.Ordinal);
        Assert.StartsWith(message, LockPlace.TakeInversion(), StringComparison.Ordinal);
    }
}
#endif
