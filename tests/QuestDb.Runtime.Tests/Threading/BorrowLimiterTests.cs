using QuestDb.TestSupport;
using QuestDb.Threading;

namespace QuestDb.Tests.Ingest.Pool;

public sealed class BorrowLimiterTests
{
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(10);

    [Fact]
    public void Without_patience_a_full_limiter_refuses_at_once()
    {
        BorrowLimiter limiter = Limiter(2, TimeSpan.Zero);
        limiter.Acquire();
        limiter.Acquire();
        Assert.Equal(ErrorCode.PoolExhausted, Assert.Throws<QuestDbException>(limiter.Acquire).Code);
        limiter.Release();
        limiter.Acquire();
    }

    [Fact]
    public async Task Places_go_to_those_who_wait_longest()
    {
        BorrowLimiter limiter = Limiter(1, s_long);
        limiter.Acquire();
        Task[] waiting = [.. Enumerable.Range(0, 5).Select(_ => limiter.AcquireAsync(CancellationToken.None).AsTask())];
        foreach (Task next in waiting)
        {
            Assert.All(waiting.SkipWhile(w => w != next), w => Assert.False(w.IsCompleted));
            limiter.Release();
            await next.WaitAsync(Poll.DefaultDeadline);
        }
    }

    [Fact]
    public async Task A_place_that_is_given_back_is_not_taken_from_those_who_wait()
    {
        BorrowLimiter limiter = Limiter(1, TimeSpan.FromMilliseconds(20));
        limiter.Acquire();
        BorrowLimiter patient = Limiter(1, s_long);
        patient.Acquire();
        Task first = patient.AcquireAsync(CancellationToken.None).AsTask();
        patient.Release();
        Task late = patient.AcquireAsync(CancellationToken.None).AsTask();
        await first.WaitAsync(Poll.DefaultDeadline);
        Assert.False(late.IsCompleted);
        patient.Release();
        await late.WaitAsync(Poll.DefaultDeadline);
    }

    [Fact]
    public async Task A_wait_that_ends_in_vain_leaves_the_queue()
    {
        BorrowLimiter limiter = Limiter(1, TimeSpan.FromMilliseconds(1));
        limiter.Acquire();
        Assert.Equal(ErrorCode.PoolExhausted, Assert.Throws<QuestDbException>(limiter.Acquire).Code);
        Assert.Equal(ErrorCode.PoolExhausted,
            (await Assert.ThrowsAsync<QuestDbException>(async () => await limiter.AcquireAsync(CancellationToken.None))).Code);
        limiter.Release();
        limiter.Acquire();
    }

    [Fact]
    public async Task A_cancelled_wait_leaves_the_queue()
    {
        BorrowLimiter limiter = Limiter(1, s_long);
        limiter.Acquire();
        using var cancel = new CancellationTokenSource();
        Task cancelled = limiter.AcquireAsync(cancel.Token).AsTask();
        Task next = limiter.AcquireAsync(CancellationToken.None).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        limiter.Release();
        await next.WaitAsync(Poll.DefaultDeadline);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await limiter.AcquireAsync(cancel.Token));
    }

    [Fact]
    public async Task Closing_ends_every_wait()
    {
        BorrowLimiter limiter = Limiter(1, s_long);
        limiter.Acquire();
        Task waiting = limiter.AcquireAsync(CancellationToken.None).AsTask();
        Task<QuestDbException> blocked = Task.Run(() => Assert.Throws<QuestDbException>(limiter.Acquire));
        limiter.Close();
        Assert.Equal(ErrorCode.Disposed, (await Assert.ThrowsAsync<QuestDbException>(() => waiting)).Code);
        Assert.Equal(ErrorCode.Disposed, (await blocked.WaitAsync(Poll.DefaultDeadline)).Code);
        Assert.Equal(ErrorCode.Disposed, Assert.Throws<QuestDbException>(limiter.Acquire).Code);
    }

    [Fact]
    public async Task Never_more_are_inside_than_there_are_places()
    {
        BorrowLimiter limiter = Limiter(3, s_long);
        int inside = 0;
        int most = 0;
        await Task.WhenAll(Enumerable.Range(0, 16).Select(n => Task.Run(async () =>
        {
            for (int i = 0; i < 200; i++)
            {
                if (n % 2 == 0) limiter.Acquire();
                else await limiter.AcquireAsync(CancellationToken.None);
                int now = Interlocked.Increment(ref inside);
                InterlockedMax(ref most, now);
                Interlocked.Decrement(ref inside);
                limiter.Release();
            }
        }))).WaitAsync(Poll.DefaultDeadline);
        Assert.InRange(most, 1, 3);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen = Volatile.Read(ref target);
        while (value > seen)
        {
            int before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen) return;
            seen = before;
        }
    }

    private static BorrowLimiter Limiter(int places, TimeSpan patience) =>
        new(places, patience, static () => new QuestDbException(ErrorCode.PoolExhausted, "full"));
}
