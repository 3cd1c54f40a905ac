using QuestDb.Configuration;
using QuestDb.Egress;

namespace QuestDb.Tests.Egress;

public sealed class FailoverBudgetTests
{
    private static readonly FailoverSettings s_settings = new()
    {
        MaxAttempts = 1_000_000,
        MaxDuration = TimeSpan.Zero,
        InitialBackoff = TimeSpan.FromMilliseconds(10),
        MaxBackoff = TimeSpan.FromMilliseconds(80),
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void The_first_run_is_an_attempt(int limit)
    {
        var budget = new FailoverBudget(s_settings with { MaxAttempts = limit });
        for (int i = 1; i < limit; i++) Assert.True(budget.TryNext(out _));
        Assert.False(budget.TryNext(out _));
        Assert.Equal(limit, budget.Attempts);
        Assert.Contains("failover_max_attempts", budget.Describe());
    }

    [Fact]
    public void Pauses_are_drawn_from_zero_up_to_a_base_that_doubles_to_its_limit()
    {
        var longest = new TimeSpan[6];
        var shortest = Enumerable.Repeat(TimeSpan.MaxValue, longest.Length).ToArray();
        for (int draw = 0; draw < 1_000; draw++)
        {
            var budget = new FailoverBudget(s_settings);
            for (int i = 0; i < longest.Length; i++)
            {
                Assert.True(budget.TryNext(out TimeSpan pause));
                if (pause > longest[i]) longest[i] = pause;
                if (pause < shortest[i]) shortest[i] = pause;
            }
        }

        int[] bases = [10, 20, 40, 80, 80, 80];
        for (int i = 0; i < bases.Length; i++)
        {
            Assert.InRange(longest[i].TotalMilliseconds, bases[i] * 0.9, bases[i]);
            Assert.InRange(shortest[i].TotalMilliseconds, 0, bases[i] * 0.1);
        }
    }

    [Fact]
    public void A_pause_that_takes_the_time_that_is_left_is_not_begun()
    {
        var budget = new FailoverBudget(s_settings with { MaxDuration = TimeSpan.FromTicks(1) });
        budget.Start();
        Assert.False(budget.TryNext(out _));
        Assert.Equal(1, budget.Attempts);
        Assert.Equal(TimeSpan.Zero, budget.Remaining);
        Assert.Contains("failover_max_duration_ms", budget.Describe());
    }

    [Fact]
    public void Time_counts_only_between_a_break_and_the_next_run()
    {
        var budget = new FailoverBudget(s_settings with { MaxDuration = TimeSpan.FromHours(1) });
        Assert.Equal(TimeSpan.FromHours(1), budget.Remaining);
        budget.Start();
        budget.Stop();
        TimeSpan? left = budget.Remaining;
        Assert.True(left < TimeSpan.FromHours(1));
        Assert.Equal(left, budget.Remaining);
    }
}
