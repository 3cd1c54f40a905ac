using System.Runtime.CompilerServices;
using QuestDb.Values.Times;

namespace QuestDb.Mapping;

/// <content>
/// <see cref="DateTime"/> as TIMESTAMP, TIMESTAMP_NANOS and DATE. A local time is converted to UTC, an unspecified one
/// is taken as UTC; what is read is UTC.
/// </content>
public static partial class ColumnCodec
{
    /// <summary>Microseconds since the Unix epoch, rounded down.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long DateTimeMicrosToWire(DateTime value) => Ticks.FloorToMicros(Ticks.Utc(value));

    /// <summary>The UTC time of a number of microseconds.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: outside the years 1 to 9999.</exception>
    public static DateTime DateTimeMicrosFromWire(long micros) => new(Ticks.FromMicros(micros), DateTimeKind.Utc);

    /// <summary>Nanoseconds since the Unix epoch.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: outside the years 1677 to 2262.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long DateTimeNanosToWire(DateTime value) => Ticks.ToNanos(Ticks.Utc(value));

    /// <summary>The UTC time of a number of nanoseconds, rounded down to a tick.</summary>
    public static DateTime DateTimeNanosFromWire(long nanos) => new(Ticks.FromNanos(nanos), DateTimeKind.Utc);

    /// <summary>Milliseconds since the Unix epoch, rounded down.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long DateTimeMillisToWire(DateTime value) => Ticks.FloorToMillis(Ticks.Utc(value));

    /// <summary>The UTC time of a number of milliseconds.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: outside the years 1 to 9999.</exception>
    public static DateTime DateTimeMillisFromWire(long millis) => new(Ticks.FromMillis(millis), DateTimeKind.Utc);
}
