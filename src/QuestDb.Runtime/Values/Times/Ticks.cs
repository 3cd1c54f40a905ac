using System.Runtime.CompilerServices;

namespace QuestDb.Values.Times;

/// <summary>Conversions between .NET ticks (100 ns since the year 1) and time since the Unix epoch.</summary>
internal static class Ticks
{
    private const long Epoch = 621_355_968_000_000_000;
    private const long PerMicro = 10;
    private const long PerMilli = 10_000;
    private const long NanosPerTick = 100;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Utc(DateTime value) =>
        value.Kind == DateTimeKind.Local ? value.ToUniversalTime().Ticks : value.Ticks;

    // Ticks are never negative and the epoch is a whole microsecond, so the division before the subtraction floors.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long FloorToMicros(long ticks) => (long)((ulong)ticks / PerMicro) - (Epoch / PerMicro);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long FloorToMillis(long ticks) => (long)((ulong)ticks / PerMilli) - (Epoch / PerMilli);

    public static long FromMillis(long millis)
    {
        if (millis < -(Epoch / PerMilli) || millis > (DateTime.MaxValue.Ticks - Epoch) / PerMilli) throw OutOfRange(millis, "milliseconds");
        return Epoch + (millis * PerMilli);
    }

    public static long FromMicros(long micros)
    {
        if (micros < -(Epoch / PerMicro) || micros > (DateTime.MaxValue.Ticks - Epoch) / PerMicro) throw OutOfRange(micros, "microseconds");
        return Epoch + (micros * PerMicro);
    }

    public static long ToNanos(long ticks)
    {
        long sinceEpoch = ticks - Epoch;
        if (sinceEpoch is < long.MinValue / NanosPerTick or > long.MaxValue / NanosPerTick)
        {
            throw new QuestDbException(ErrorCode.InvalidValue,
                $"The time {new DateTime(ticks, DateTimeKind.Utc):O} does not fit nanoseconds since 1970 (1677-09-21 to 2262-04-11).");
        }

        return sinceEpoch * NanosPerTick;
    }

    public static long FromNanos(long nanos) => Epoch + (nanos >= 0 ? nanos / NanosPerTick : ((nanos + 1) / NanosPerTick) - 1);

    public static QuestDbException OutOfRange(long value, string unit)
    {
        bool hasText = Math.BigMul(value, unit == "milliseconds" ? 1_000 : 1, out long micros) == micros >> 63;
        string time = hasText ? new TimestampMicros(micros).ToString() : "far away";
        return new QuestDbException(ErrorCode.InvalidValue,
            $"The time {time} ({value} {unit} since 1970) is outside the years 1 to 9999, which .NET's date types hold.");
    }
}
