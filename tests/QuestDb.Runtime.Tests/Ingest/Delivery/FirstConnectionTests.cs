using QuestDb.Configuration.Values;
using QuestDb.Ingest.Delivery;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Ingest;

public sealed class FirstConnectionTests
{
    [Fact]
    public void A_failure_is_told_to_who_waits_and_the_next_call_tries_again()
    {
        int loops = 0;
        FirstConnection first = null!;
        first = new FirstConnection(InitialConnectRetry.Off, TimeSpan.Zero, () =>
        {
            if (++loops == 1) first.Fail(new QuestDbException(ErrorCode.ConnectFailed, "none"));
            else first.Connected();
            first.LoopEnded();
            return Task.CompletedTask;
        });
        Assert.Equal(ErrorCode.ConnectFailed, Assert.Throws<QuestDbException>(first.EnsureStarted).Code);
        Assert.True(first.IsAwaited);
        first.EnsureStarted();
        Assert.Equal(2, loops);
        Assert.False(first.IsAwaited);
    }

    /// <summary>Every later writer waited for a loop that never ran.</summary>
    [Fact]
    public void A_loop_that_can_t_be_started_is_started_by_the_next_call()
    {
        int loops = 0;
        FirstConnection first = null!;
        first = new FirstConnection(InitialConnectRetry.Off, TimeSpan.Zero, () =>
        {
            if (++loops == 1) throw new OutOfMemoryException("no thread");
            first.Connected();
            return Task.CompletedTask;
        });
        Assert.Throws<OutOfMemoryException>(first.EnsureStarted);
        first.EnsureStarted();
        Assert.False(first.IsAwaited);
    }

    [Fact]
    public async Task Once_abandoned_it_ends_the_wait_with_an_error_also_when_a_connection_comes_after_all()
    {
        var late = new TaskCompletionSource();
        FirstConnection first = null!;
        first = new FirstConnection(InitialConnectRetry.On, TimeSpan.MaxValue, async () =>
        {
            await late.Task;
            first.Connected();
            first.LoopEnded();
        });
        Task waiting = Task.Factory.StartNew(first.EnsureStarted, CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        Assert.True(first.TryAbandon());
        late.SetResult();
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(() => waiting.WaitAsync(Poll.DefaultDeadline));
        Assert.Equal(ErrorCode.Disposed, e.Code);
    }

    [Fact]
    public void In_the_background_nobody_waits_and_nothing_can_be_abandoned()
    {
        var never = new TaskCompletionSource();
        var first = new FirstConnection(InitialConnectRetry.Async, TimeSpan.Zero, () => never.Task);
        first.EnsureStarted();
        Assert.False(first.IsAwaited);
        Assert.False(first.TryAbandon());
    }
}
