using QuestDb.Mapping;

namespace QuestDb.Encoders.Inputs;

/// <summary>A coarser unit to microseconds, checked; the smallest value stays, since it is NULL in every unit.</summary>
internal readonly struct ToMicros(long factor) : IToWire<long, long>
{
    private readonly long _factor = factor;

    public static long Factor(TimestampUnit unit) => unit switch
    {
        TimestampUnit.Seconds => 1_000_000,
        TimestampUnit.Milliseconds => 1_000,
        _ => 1,
    };

    public long Convert(long value)
    {
        if (value == long.MinValue) return value;
        long high = Math.BigMul(value, _factor, out long micros);
        return high == micros >> 63 ? micros : throw TooLarge(value);
    }

    private QuestDbException TooLarge(long value) => new(ErrorCode.InvalidValue,
        $"The timestamp {value} ({(_factor == 1_000_000 ? "seconds" : "milliseconds")} since 1970) does not fit microseconds in 64 bits.");
}

internal readonly struct DateTimeToMicros : IToWire<DateTime, long>
{
    public long Convert(DateTime value) => ColumnCodec.DateTimeMicrosToWire(value);
}

internal readonly struct DateTimeOffsetToMicros : IToWire<DateTimeOffset, long>
{
    public long Convert(DateTimeOffset value) => ColumnCodec.DateTimeOffsetMicrosToWire(value);
}

internal readonly struct DateOnlyToMillis : IToWire<DateOnly, long>
{
    public long Convert(DateOnly value) => ColumnCodec.DateOnlyToWire(value);
}

internal readonly struct DateTimeToMillis : IToWire<DateTime, long>
{
    public long Convert(DateTime value) => ColumnCodec.DateTimeMillisToWire(value);
}
