namespace QuestDb.TestSupport.TimeLimits;

/// <summary>
/// Gives the tests of a method or a class another time limit than <see cref="Default"/>, because they run longer.
/// </summary>
/// <param name="seconds">The limit of each test in seconds.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class TimeLimitAttribute(double seconds) : Attribute
{
    /// <summary>
    /// The limit of a test without the attribute, and of setting up a fixture: many times what any takes, also on a busy machine.
    /// </summary>
    public static TimeSpan Default { get; } = TimeSpan.FromMinutes(2);

    /// <summary>The limit of each test.</summary>
    public TimeSpan Limit { get; } = TimeSpan.FromSeconds(seconds);
}
