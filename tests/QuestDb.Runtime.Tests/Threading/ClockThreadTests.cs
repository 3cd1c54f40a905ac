using System.Collections.Concurrent;
using QuestDb.TestSupport;
using QuestDb.Threading;

namespace QuestDb.Tests.Threading;

/// <summary>Timers that need no thread of the pool.</summary>
public sealed class ClockThreadTests
{
    private static readonly TimeSpan s_never = Timeout.InfiniteTimeSpan;

    [Fact]
    public async Task Timers_fire_in_the_order_of_their_times_and_as_often_as_they_are_to()
    {
        var clock = new ClockThread();
        var fired = new ConcurrentQueue<string>();
        using ITimer late = clock.CreateTimer(_ => fired.Enqueue("late"), null, TimeSpan.FromMilliseconds(60), s_never);
        using ITimer early = clock.CreateTimer(_ => fired.Enqueue("early"), null, TimeSpan.FromMilliseconds(5), s_never);
        using ITimer never = clock.CreateTimer(_ => fired.Enqueue("never"), null, s_never, s_never);
        await Poll.UntilAsync(() => fired.Count == 2, "both have fired");
        Assert.Equal(["early", "late"], fired);

        Assert.True(never.Change(TimeSpan.Zero, TimeSpan.FromMilliseconds(1)));
        await Poll.UntilAsync(() => fired.Count >= 5, "one fires again and again");
        never.Dispose();
        Assert.False(never.Change(TimeSpan.Zero, s_never));
    }

    [Fact]
    public async Task A_timer_that_is_made_after_the_last_one_went_fires_too()
    {
        var clock = new ClockThread();
        for (int i = 0; i < 50; i++)
        {
            var fired = new TaskCompletionSource();
            using ITimer timer = clock.CreateTimer(_ => fired.TrySetResult(), null, TimeSpan.Zero, s_never);
            await fired.Task.WaitAsync(Poll.DefaultDeadline);
        }
    }
}
