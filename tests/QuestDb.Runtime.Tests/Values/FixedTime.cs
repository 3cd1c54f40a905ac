namespace QuestDb.Tests.Values;

/// <summary>A clock that stands still.</summary>
internal sealed class FixedTime(DateTime utc) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(utc);
}
