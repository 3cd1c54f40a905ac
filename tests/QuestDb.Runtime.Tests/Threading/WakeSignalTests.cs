using QuestDb.TestSupport;
using QuestDb.Threading;

namespace QuestDb.Tests.Threading;

/// <summary>The signals that wake what delivers and what receives.</summary>
public sealed class WakeSignalTests
{
    private const int Long = 60_000;

    [Fact]
    public void A_change_before_the_wait_ends_it_at_once()
    {
        var signal = new WakeSignal();
        signal.Set(WakeReasons.Answers);
        Assert.True(signal.Wait(WakeReasons.Frames, Long));
        Assert.False(signal.Wait(WakeReasons.Frames, 1));
    }

    [Fact]
    public async Task Only_what_is_waited_for_wakes()
    {
        var signal = new WakeSignal();
        bool woken = false;
        var waiter = new Thread(() => woken = signal.Wait(WakeReasons.ManyBytes | WakeReasons.Control, Long)) { IsBackground = true };
        waiter.Start();
        await Poll.UntilAsync(() => (waiter.ThreadState & ThreadState.WaitSleepJoin) != 0, "it sleeps");
        signal.Set(WakeReasons.Frames | WakeReasons.Answers);
        Assert.False(waiter.Join(50));
        signal.Set(WakeReasons.Frames | WakeReasons.ManyBytes);
        Assert.True(waiter.Join(Poll.DefaultDeadline));
        Assert.True(woken);
    }

    /// <summary>
    /// Rounds of the pattern that the send loop uses: each change must be seen, at once or by the next wait. A signal that is lost ends the
    /// wait only by its time.
    /// </summary>
    [Fact]
    public async Task No_change_is_lost_between_looking_and_waiting()
    {
        const int Rounds = 300_000;
        var signal = new WakeSignal();
        var back = new WakeSignal();
        int published = 0;
        int seen = 0;
        int lost = 0;
        Task consumer = Task.Factory.StartNew(() =>
        {
            for (int i = 1; i <= Rounds; i++)
            {
                while (Volatile.Read(ref published) < i)
                    if (!signal.Wait(WakeReasons.Frames, 5_000) && Volatile.Read(ref published) >= i)
                        lost++;
                Volatile.Write(ref seen, i);
                back.Set(WakeReasons.Answers);
            }
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Task producer = Task.Factory.StartNew(() =>
        {
            for (int i = 1; i <= Rounds; i++)
            {
                Volatile.Write(ref published, i);
                signal.Set(WakeReasons.Frames);
                while (Volatile.Read(ref seen) < i)
                    if (!back.Wait(WakeReasons.Answers, 5_000) && Volatile.Read(ref seen) >= i)
                        Interlocked.Increment(ref lost);
            }
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.WhenAll(consumer, producer);
        Assert.Equal(0, lost);
    }
}
