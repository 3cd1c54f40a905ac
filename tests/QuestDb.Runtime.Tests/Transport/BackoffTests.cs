using QuestDb.Transport;

namespace QuestDb.Tests.Transport;

/// <summary>Length of the pauses between rounds of attempts, in milliseconds.</summary>
public sealed class BackoffTests
{
    [Fact]
    public void Pauses_of_senders_lie_between_the_base_and_twice_the_base_which_doubles_up_to_its_limit()
    {
        Backoff backoff = Create(Jitter.Equal);
        foreach (int length in (int[])[100, 200, 400, 500, 500]) Assert.InRange(backoff.Next().TotalMilliseconds, length, 2 * length);
    }

    [Fact]
    public void Pauses_of_queries_lie_below_the_base()
    {
        Backoff backoff = Create(Jitter.Full);
        foreach (int length in (int[])[100, 200, 400, 500, 500]) Assert.InRange(backoff.Next().TotalMilliseconds, 0, length);
    }

    [Fact]
    public void Pauses_differ()
    {
        Backoff backoff = Create(Jitter.Equal);
        Assert.True(Enumerable.Range(0, 100).Select(_ => backoff.Next()).Distinct().Count() > 90);
    }

    [Fact]
    public void Role_rejects_pay_the_first_pause_and_begin_anew()
    {
        Backoff backoff = Create(Jitter.Equal);
        for (int i = 0; i < 3; i++) backoff.Next();
        for (int i = 0; i < 3; i++) Assert.InRange(backoff.NextAfterRoleRejects().TotalMilliseconds, 100, 200);
        Assert.InRange(backoff.Next().TotalMilliseconds, 100, 200);
    }

    [Fact]
    public void A_connection_that_worked_begins_anew()
    {
        Backoff backoff = Create(Jitter.Equal);
        for (int i = 0; i < 3; i++) backoff.Next();
        backoff.Reset();
        Assert.InRange(backoff.Next().TotalMilliseconds, 100, 200);
    }

    [Fact]
    public void The_limit_also_holds_for_the_first_pause() =>
        Assert.InRange(new Backoff(TimeSpan.FromSeconds(10), TimeSpan.FromMilliseconds(1), Jitter.Full).Next().TotalMilliseconds, 0, 1);

    private static Backoff Create(Jitter jitter) => new(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(500), jitter);
}
