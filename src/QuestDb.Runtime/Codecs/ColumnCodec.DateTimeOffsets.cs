using System.Runtime.CompilerServices;
using QuestDb.Values.Times;

namespace QuestDb.Mapping;

/// <content>
/// <see cref="DateTimeOffset"/> as TIMESTAMP, TIMESTAMP_NANOS and DATE. The offset is not kept; what is read has the offset zero.
/// </content>
public static partial class ColumnCodec
{
    /// <summary>Microseconds since the Unix epoch, rounded down.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long DateTimeOffsetMicrosToWire(DateTimeOffset value) => Ticks.FloorToMicros(value.UtcTicks);

    /// <summary>The time of a number of microseconds, with the offset zero.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: outside the years 1 to 9999.</exception>
    public static DateTimeOffset DateTimeOffsetMicrosFromWire(long micros) => new(Ticks.FromMicros(micros), TimeSpan.Zero);

    /// <summary>Nanoseconds since the Unix epoch.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: outside the years 1677 to 2262.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long DateTimeOffsetNanosToWire(DateTimeOffset value) => Ticks.ToNanos(value.UtcTicks);

    /// <summary>The time of a number of nanoseconds, rounded down to a tick, with the offset zero.</summary>
    public static DateTimeOffset DateTimeOffsetNanosFromWire(long nanos) => new(Ticks.FromNanos(nanos), TimeSpan.Zero);

    /// <summary>Milliseconds since the Unix epoch, rounded down.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long DateTimeOffsetMillisToWire(DateTimeOffset value) => Ticks.FloorToMillis(value.UtcTicks);

    /// <summary>The time of a number of milliseconds, with the offset zero.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: outside the years 1 to 9999.</exception>
    public static DateTimeOffset DateTimeOffsetMillisFromWire(long millis) => new(Ticks.FromMillis(millis), TimeSpan.Zero);
}
