namespace QuestDb;

/// <summary>
/// Stores the member as TIMESTAMP_NANOS (SQL <c>timestamp_ns</c>). A <see cref="DateTime"/> or <see cref="DateTimeOffset"/> keeps its
/// 100-nanosecond ticks; a <see cref="long"/> holds nanoseconds since the Unix epoch, UTC.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class TimestampNanosAttribute : Attribute;
