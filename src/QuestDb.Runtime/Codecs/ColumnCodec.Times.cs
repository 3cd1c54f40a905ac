using System.Runtime.CompilerServices;
using QuestDb.Values.Times;

namespace QuestDb.Mapping;

/// <content><see cref="DateOnly"/> as DATE: its midnight, UTC, and a time of day that is read is floored away;
/// timestamps as the numbers that they are.</content>
public static partial class ColumnCodec
{
    private const long MillisPerDay = 86_400_000;
    private const int EpochDay = 719_162;

    /// <summary>Milliseconds since the Unix epoch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long DateOnlyToWire(DateOnly value) => (value.DayNumber - EpochDay) * MillisPerDay;

    /// <summary>The day of a number of milliseconds.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: outside the years 1 to 9999.</exception>
    public static DateOnly DateOnlyFromWire(long millis)
    {
        long day = (millis >= 0 ? millis / MillisPerDay : ((millis + 1) / MillisPerDay) - 1) + EpochDay;
        if ((ulong)day > (ulong)DateOnly.MaxValue.DayNumber) throw Ticks.OutOfRange(millis, "milliseconds");
        return DateOnly.FromDayNumber((int)day);
    }

    /// <summary>The number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long TimestampMicrosToWire(TimestampMicros value) => value.Value;

    /// <summary>The time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TimestampMicros TimestampMicrosFromWire(long value) => new(value);

    /// <summary>The number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long TimestampNanosToWire(TimestampNanos value) => value.Value;

    /// <summary>The time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TimestampNanos TimestampNanosFromWire(long value) => new(value);
}
