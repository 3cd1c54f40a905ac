namespace QuestDb;

/// <summary>The <see cref="long"/> member holds microseconds since the Unix epoch, UTC, and is stored as TIMESTAMP.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class TimestampMicrosAttribute : Attribute;
