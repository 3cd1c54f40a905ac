using System.Diagnostics;

namespace QuestDb.TestSupport;

/// <summary>Waiting for a condition with a deadline, in place of sleeping.</summary>
public static class Poll
{
    /// <summary>Long enough for a slow machine: reached only by a test that fails.</summary>
    public static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(5);

    /// <summary>Returns once <paramref name="condition"/> holds; fails at the deadline naming <paramref name="what"/>.</summary>
    public static Task UntilAsync(Func<bool> condition, string what, TimeSpan? deadline = null) =>
        UntilAsync(() => new ValueTask<bool>(condition()), what, deadline);

    /// <inheritdoc cref="UntilAsync(Func{bool}, string, TimeSpan?)"/>
    public static async Task UntilAsync(Func<ValueTask<bool>> condition, string what, TimeSpan? deadline = null)
    {
        long start = Stopwatch.GetTimestamp();
        TimeSpan limit = deadline ?? DefaultDeadline;
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(start) > limit)
                throw new TimeoutException($"Not within {limit.TotalSeconds:0.#} s: {what}.");
            await Task.Delay(s_interval);
        }
    }
}
