using System.Diagnostics.CodeAnalysis;
using QuestDb.Errors;

namespace QuestDb;

/// <summary>
/// A point in time of a TIMESTAMP column: microseconds since 1970-01-01 UTC, exact. The layout is that of the wire, one
/// <see cref="long"/>, so a span of it can be cast to one of <see cref="long"/>.
/// </summary>
/// <remarks>
/// <see cref="long.MinValue"/> is NULL to QuestDB; the struct can hold it, but it can't be stored as a value. A designated
/// timestamp lies between 1970-01-01 and 9999-12-31.
/// </remarks>
/// <param name="value">Microseconds since 1970-01-01 UTC.</param>
public readonly partial struct TimestampMicros(long value) : IEquatable<TimestampMicros>, IComparable<TimestampMicros>, IComparable
{
    /// <summary>The earliest time that QuestDB can store; one microsecond before it is NULL.</summary>
    public static TimestampMicros MinValue => new(long.MinValue + 1);

    /// <summary>The latest time.</summary>
    public static TimestampMicros MaxValue => new(long.MaxValue);

    /// <summary>1970-01-01 UTC, which is also the default value.</summary>
    public static TimestampMicros UnixEpoch => default;

    /// <summary>Microseconds since 1970-01-01 UTC.</summary>
    public long Value { get; } = value;

    /// <summary>True when both are the same microsecond.</summary>
    public static bool operator ==(TimestampMicros left, TimestampMicros right) => left.Value == right.Value;

    /// <summary>True when they differ.</summary>
    public static bool operator !=(TimestampMicros left, TimestampMicros right) => left.Value != right.Value;

    /// <summary>True when the left time is earlier.</summary>
    public static bool operator <(TimestampMicros left, TimestampMicros right) => left.Value < right.Value;

    /// <summary>True when the left time is later.</summary>
    public static bool operator >(TimestampMicros left, TimestampMicros right) => left.Value > right.Value;

    /// <summary>True when the left time is not later.</summary>
    public static bool operator <=(TimestampMicros left, TimestampMicros right) => left.Value <= right.Value;

    /// <summary>True when the left time is not earlier.</summary>
    public static bool operator >=(TimestampMicros left, TimestampMicros right) => left.Value >= right.Value;

    /// <summary>A later (or earlier) time; ticks of the span below a microsecond are floored.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: more than 64 bits of microseconds.</exception>
    public static TimestampMicros operator +(TimestampMicros time, TimeSpan span) =>
        FromTicks(((Int128)time.Value * TimeSpan.TicksPerMicrosecond) + span.Ticks);

    /// <summary>An earlier (or later) time; what is below a microsecond is floored.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: more than 64 bits of microseconds.</exception>
    public static TimestampMicros operator -(TimestampMicros time, TimeSpan span) =>
        FromTicks(((Int128)time.Value * TimeSpan.TicksPerMicrosecond) - span.Ticks);

    /// <summary>The time between two.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: more than a <see cref="TimeSpan"/> holds, about 29,000 years.
    /// </exception>
    public static TimeSpan operator -(TimestampMicros left, TimestampMicros right)
    {
        Int128 ticks = ((Int128)left.Value - right.Value) * TimeSpan.TicksPerMicrosecond;
        return ticks >= long.MinValue && ticks <= long.MaxValue
            ? new TimeSpan((long)ticks)
            : throw new QuestDbException(ErrorCode.InvalidValue,
                $"The time between {right} and {left} does not fit a TimeSpan (about 29,000 years).");
    }

    /// <summary>True when both are the same microsecond.</summary>
    public bool Equals(TimestampMicros other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is TimestampMicros other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>Negative when this time is earlier than the other, 0 when they are equal, else positive.</summary>
    public int CompareTo(TimestampMicros other) => Value.CompareTo(other.Value);

    int IComparable.CompareTo(object? obj) => obj switch
    {
        null => 1,
        TimestampMicros other => CompareTo(other),
        _ => throw new ArgumentException($"A {nameof(TimestampMicros)} can't be compared with a {obj.GetType()}.", nameof(obj)),
    };

    private static TimestampMicros FromTicks(Int128 ticksSince1970)
    {
        Int128 micros = (ticksSince1970 - (ticksSince1970 < 0 ? TimeSpan.TicksPerMicrosecond - 1 : 0)) / TimeSpan.TicksPerMicrosecond;
        return micros >= long.MinValue && micros <= long.MaxValue
            ? new((long)micros)
            : throw OutOfRange(InvariantText.Of($"{micros} microseconds since 1970"));
    }

    private static QuestDbException OutOfRange(string what) =>
        new(ErrorCode.InvalidValue, $"{what} do not fit a {nameof(TimestampMicros)} (290,309 BC to AD 294,247).");
}
