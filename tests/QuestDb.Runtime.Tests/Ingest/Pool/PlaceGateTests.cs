using QuestDb.Internal;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Ingest.Pool;

public sealed class PlaceGateTests
{
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(10);

    [Fact]
    public void Without_patience_a_full_gate_refuses_at_once()
    {
        PlaceGate gate = Gate(2, TimeSpan.Zero);
        gate.Enter();
        gate.Enter();
        Assert.Equal(ErrorCode.PoolExhausted, Assert.Throws<QuestDbException>(gate.Enter).Code);
        gate.Leave();
        gate.Enter();
    }

    [Fact]
    public async Task Places_go_to_those_who_wait_longest()
    {
        PlaceGate gate = Gate(1, s_long);
        gate.Enter();
        Task[] waiting = [.. Enumerable.Range(0, 5).Select(_ => gate.EnterAsync(CancellationToken.None).AsTask())];
        foreach (Task next in waiting)
        {
            Assert.All(waiting.SkipWhile(w => w != next), w => Assert.False(w.IsCompleted));
            gate.Leave();
            await next.WaitAsync(Poll.DefaultDeadline);
        }
    }

    [Fact]
    public async Task A_place_that_is_given_back_is_not_taken_from_those_who_wait()
    {
        PlaceGate gate = Gate(1, TimeSpan.FromMilliseconds(20));
        gate.Enter();
        PlaceGate patient = Gate(1, s_long);
        patient.Enter();
        Task first = patient.EnterAsync(CancellationToken.None).AsTask();
        patient.Leave();
        Task late = patient.EnterAsync(CancellationToken.None).AsTask();
        await first.WaitAsync(Poll.DefaultDeadline);
        Assert.False(late.IsCompleted);
        patient.Leave();
        await late.WaitAsync(Poll.DefaultDeadline);
    }

    [Fact]
    public async Task A_wait_that_ends_in_vain_leaves_the_queue()
    {
        PlaceGate gate = Gate(1, TimeSpan.FromMilliseconds(1));
        gate.Enter();
        Assert.Equal(ErrorCode.PoolExhausted, Assert.Throws<QuestDbException>(gate.Enter).Code);
        Assert.Equal(ErrorCode.PoolExhausted, (await Assert.ThrowsAsync<QuestDbException>(async () => await gate.EnterAsync(CancellationToken.None))).Code);
        gate.Leave();
        gate.Enter();
    }

    [Fact]
    public async Task A_cancelled_wait_leaves_the_queue()
    {
        PlaceGate gate = Gate(1, s_long);
        gate.Enter();
        using var cancel = new CancellationTokenSource();
        Task cancelled = gate.EnterAsync(cancel.Token).AsTask();
        Task next = gate.EnterAsync(CancellationToken.None).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        gate.Leave();
        await next.WaitAsync(Poll.DefaultDeadline);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await gate.EnterAsync(cancel.Token));
    }

    [Fact]
    public async Task Closing_ends_every_wait()
    {
        PlaceGate gate = Gate(1, s_long);
        gate.Enter();
        Task waiting = gate.EnterAsync(CancellationToken.None).AsTask();
        Task<QuestDbException> blocked = Task.Run(() => Assert.Throws<QuestDbException>(gate.Enter));
        gate.Close();
        Assert.Equal(ErrorCode.Disposed, (await Assert.ThrowsAsync<QuestDbException>(() => waiting)).Code);
        Assert.Equal(ErrorCode.Disposed, (await blocked.WaitAsync(Poll.DefaultDeadline)).Code);
        Assert.Equal(ErrorCode.Disposed, Assert.Throws<QuestDbException>(gate.Enter).Code);
    }

    [Fact]
    public async Task Never_more_are_inside_than_there_are_places()
    {
        PlaceGate gate = Gate(3, s_long);
        int inside = 0;
        int most = 0;
        await Task.WhenAll(Enumerable.Range(0, 16).Select(n => Task.Run(async () =>
        {
            for (int i = 0; i < 200; i++)
            {
                if (n % 2 == 0) gate.Enter();
                else await gate.EnterAsync(CancellationToken.None);
                int now = Interlocked.Increment(ref inside);
                InterlockedMax(ref most, now);
                Interlocked.Decrement(ref inside);
                gate.Leave();
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

    private static PlaceGate Gate(int places, TimeSpan patience) => new(places, patience, static () => new QuestDbException(ErrorCode.PoolExhausted, "full"));
}
