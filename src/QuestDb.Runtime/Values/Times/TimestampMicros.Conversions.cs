using QuestDb.Values.Times;

namespace QuestDb;

public readonly partial struct TimestampMicros
{
    /// <summary>
    /// The time of a <see cref="DateTime"/>; its last digit, the tick below a microsecond, is floored. A local time is
    /// converted to UTC, an unspecified one is taken as UTC.
    /// </summary>
    public static TimestampMicros FromDateTime(DateTime time) => new(Ticks.FloorToMicros(Ticks.Utc(time)));

    /// <summary>
    /// The time of a <see cref="DateTimeOffset"/>; its last digit, the tick below a microsecond, is floored,
    /// and the offset is not kept.
    /// </summary>
    public static TimestampMicros FromDateTimeOffset(DateTimeOffset time) => new(Ticks.FloorToMicros(time.UtcTicks));

    /// <summary>The time of a number of seconds since 1970 UTC.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: outside 290,309 BC to AD 294,247.</exception>
    public static TimestampMicros FromUnixSeconds(long seconds) => FromUnits(seconds, 1_000_000, "seconds");

    /// <summary>The time of a number of milliseconds since 1970 UTC.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: outside 290,309 BC to AD 294,247.</exception>
    public static TimestampMicros FromUnixMilliseconds(long milliseconds) => FromUnits(milliseconds, 1_000, "milliseconds");

    /// <summary>The time of a number of microseconds since 1970 UTC.</summary>
    public static TimestampMicros FromUnixMicroseconds(long microseconds) => new(microseconds);

    /// <summary>The time of a number of nanoseconds since 1970 UTC, floored to a microsecond.</summary>
    public static TimestampMicros FromUnixNanoseconds(long nanoseconds) => new(CivilTime.FloorDivide(nanoseconds, 1_000));

    /// <summary>The time of a TIMESTAMP_NANOS value, floored to a microsecond.</summary>
    public static TimestampMicros FromNanos(TimestampNanos time) => FromUnixNanoseconds(time.Value);

    /// <summary>The time now, to a microsecond, of a time provider or else of the system.</summary>
    public static TimestampMicros Now(TimeProvider? timeProvider = null) =>
        FromDateTimeOffset((timeProvider ?? TimeProvider.System).GetUtcNow());

    /// <summary>The UTC time.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: outside the years 1 to 9999.</exception>
    public DateTime ToDateTime() => new(Ticks.FromMicros(Value), DateTimeKind.Utc);

    /// <summary>The time with the offset zero.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: outside the years 1 to 9999.</exception>
    public DateTimeOffset ToDateTimeOffset() => new(Ticks.FromMicros(Value), TimeSpan.Zero);

    /// <summary>The same time for a TIMESTAMP_NANOS column.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: outside 1677-09-21 to 2262-04-11.</exception>
    public TimestampNanos ToNanos() => TimestampNanos.FromMicros(this);

    /// <summary>Seconds since 1970 UTC, floored.</summary>
    public long ToUnixSeconds() => CivilTime.FloorDivide(Value, 1_000_000);

    /// <summary>Milliseconds since 1970 UTC, floored.</summary>
    public long ToUnixMilliseconds() => CivilTime.FloorDivide(Value, 1_000);

    private static TimestampMicros FromUnits(long value, long factor, string unit) =>
        Math.BigMul(value, factor, out long product) == product >> 63 ? new(product) : throw OutOfRange(
            $"{value} {unit} since 1970");
}
