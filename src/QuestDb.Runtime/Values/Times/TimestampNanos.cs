using System.Diagnostics.CodeAnalysis;

namespace QuestDb;

/// <summary>
/// A point in time of a TIMESTAMP_NANOS (SQL <c>timestamp_ns</c>) column: nanoseconds since 1970-01-01 UTC, exact. The
/// layout is that of the wire, one <see cref="long"/>, so a span of it can be cast to one of <see cref="long"/>.
/// </summary>
/// <remarks>
/// <see cref="long.MinValue"/> is NULL to QuestDB; the struct can hold it, but it can't be stored as a value. A designated
/// timestamp lies between 1970-01-01 and 9999-12-31.
/// </remarks>
/// <param name="value">Nanoseconds since 1970-01-01 UTC.</param>
public readonly partial struct TimestampNanos(long value) : IEquatable<TimestampNanos>, IComparable<TimestampNanos>, IComparable
{
    /// <summary>The earliest time that QuestDB can store; one nanosecond before it is NULL.</summary>
    public static TimestampNanos MinValue => new(long.MinValue + 1);

    /// <summary>The latest time.</summary>
    public static TimestampNanos MaxValue => new(long.MaxValue);

    /// <summary>1970-01-01 UTC, which is also the default value.</summary>
    public static TimestampNanos UnixEpoch => default;

    /// <summary>Nanoseconds since 1970-01-01 UTC.</summary>
    public long Value { get; } = value;

    /// <summary>True when both are the same nanosecond.</summary>
    public static bool operator ==(TimestampNanos left, TimestampNanos right) => left.Value == right.Value;

    /// <summary>True when they differ.</summary>
    public static bool operator !=(TimestampNanos left, TimestampNanos right) => left.Value != right.Value;

    /// <summary>True when the left time is earlier.</summary>
    public static bool operator <(TimestampNanos left, TimestampNanos right) => left.Value < right.Value;

    /// <summary>True when the left time is later.</summary>
    public static bool operator >(TimestampNanos left, TimestampNanos right) => left.Value > right.Value;

    /// <summary>True when the left time is not later.</summary>
    public static bool operator <=(TimestampNanos left, TimestampNanos right) => left.Value <= right.Value;

    /// <summary>True when the left time is not earlier.</summary>
    public static bool operator >=(TimestampNanos left, TimestampNanos right) => left.Value >= right.Value;

    /// <summary>A later (or earlier) time.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: outside 1677-09-21 to 2262-04-11.</exception>
    public static TimestampNanos operator +(TimestampNanos time, TimeSpan span) =>
        FromNanos((Int128)time.Value + ((Int128)span.Ticks * TimeSpan.NanosecondsPerTick));

    /// <summary>An earlier (or later) time.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: outside 1677-09-21 to 2262-04-11.</exception>
    public static TimestampNanos operator -(TimestampNanos time, TimeSpan span) =>
        FromNanos((Int128)time.Value - ((Int128)span.Ticks * TimeSpan.NanosecondsPerTick));

    /// <summary>The time between two, cut to whole ticks of 100 nanoseconds; subtract <see cref="Value"/> for every nanosecond.</summary>
    public static TimeSpan operator -(TimestampNanos left, TimestampNanos right) =>
        new((long)(((Int128)left.Value - right.Value) / TimeSpan.NanosecondsPerTick));

    /// <summary>True when both are the same nanosecond.</summary>
    public bool Equals(TimestampNanos other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is TimestampNanos other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>Negative when this time is earlier than the other, 0 when they are equal, else positive.</summary>
    public int CompareTo(TimestampNanos other) => Value.CompareTo(other.Value);

    int IComparable.CompareTo(object? obj) => obj switch
    {
        null => 1,
        TimestampNanos other => CompareTo(other),
        _ => throw new ArgumentException($"A {nameof(TimestampNanos)} can't be compared with a {obj.GetType()}.", nameof(obj)),
    };

    private static TimestampNanos FromNanos(Int128 nanos) =>
        nanos >= long.MinValue && nanos <= long.MaxValue ? new((long)nanos) : throw OutOfRange(
            $"{nanos} nanoseconds since 1970");

    private static QuestDbException OutOfRange(string what) =>
        new(ErrorCode.InvalidValue, $"{what} do not fit a {nameof(TimestampNanos)} (1677-09-21 to 2262-04-11).");
}
