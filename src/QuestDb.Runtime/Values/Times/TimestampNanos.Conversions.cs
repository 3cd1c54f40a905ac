using QuestDb.Values.Times;

namespace QuestDb;

public readonly partial struct TimestampNanos
{
    /// <summary>
    /// The time of a <see cref="DateTime"/>, with all of its ticks. A local time is converted to UTC, an
    /// unspecified one is taken as UTC.
    /// </summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: outside 1677-09-21 to 2262-04-11.</exception>
    public static TimestampNanos FromDateTime(DateTime time) => new(Ticks.ToNanos(Ticks.Utc(time)));

    /// <summary>The time of a <see cref="DateTimeOffset"/>, with all of its ticks; the offset is not kept.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: outside 1677-09-21 to 2262-04-11.</exception>
    public static TimestampNanos FromDateTimeOffset(DateTimeOffset time) => new(Ticks.ToNanos(time.UtcTicks));

    /// <summary>The time of a number of seconds since 1970 UTC.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: outside 1677-09-21 to 2262-04-11.</exception>
    public static TimestampNanos FromUnixSeconds(long seconds) => FromUnits(seconds, 1_000_000_000, "seconds");

    /// <summary>The time of a number of milliseconds since 1970 UTC.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: outside 1677-09-21 to 2262-04-11.</exception>
    public static TimestampNanos FromUnixMilliseconds(long milliseconds) => FromUnits(milliseconds, 1_000_000, "milliseconds");

    /// <summary>The time of a number of microseconds since 1970 UTC.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: outside 1677-09-21 to 2262-04-11.</exception>
    public static TimestampNanos FromUnixMicroseconds(long microseconds) => FromUnits(microseconds, 1_000, "microseconds");

    /// <summary>The time of a number of nanoseconds since 1970 UTC.</summary>
    public static TimestampNanos FromUnixNanoseconds(long nanoseconds) => new(nanoseconds);

    /// <summary>The time of a TIMESTAMP value.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: outside 1677-09-21 to 2262-04-11.</exception>
    public static TimestampNanos FromMicros(TimestampMicros time) => FromUnixMicroseconds(time.Value);

    /// <summary>The time now, to 100 nanoseconds, of a time provider or else of the system.</summary>
    public static TimestampNanos Now(TimeProvider? timeProvider = null) =>
        FromDateTimeOffset((timeProvider ?? TimeProvider.System).GetUtcNow());

    /// <summary>The UTC time, floored to a tick of 100 nanoseconds.</summary>
    public DateTime ToDateTime() => new(Ticks.FromNanos(Value), DateTimeKind.Utc);

    /// <summary>The time with the offset zero, floored to a tick of 100 nanoseconds.</summary>
    public DateTimeOffset ToDateTimeOffset() => new(Ticks.FromNanos(Value), TimeSpan.Zero);

    /// <summary>The same time for a TIMESTAMP column, floored to a microsecond.</summary>
    public TimestampMicros ToMicros() => TimestampMicros.FromNanos(this);

    /// <summary>Seconds since 1970 UTC, floored.</summary>
    public long ToUnixSeconds() => CivilTime.FloorDivide(Value, 1_000_000_000);

    /// <summary>Milliseconds since 1970 UTC, floored.</summary>
    public long ToUnixMilliseconds() => CivilTime.FloorDivide(Value, 1_000_000);

    private static TimestampNanos FromUnits(long value, long factor, string unit) =>
        Math.BigMul(value, factor, out long product) == product >> 63 ? new(product) : throw OutOfRange(
            $"{value} {unit} since 1970");
}
