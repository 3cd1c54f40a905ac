using System.ComponentModel;
using System.Runtime.CompilerServices;
using QuestDb.Values.Times;

namespace QuestDb.Columns;

/// <summary>
/// <see cref="DateTime"/> as microseconds since the Unix epoch: ticks below a microsecond are floored. A local time is converted
/// to UTC, an unspecified one is taken as UTC; what is read is UTC.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DateTimeMicrosCodec
{
    /// <summary>Microseconds since the Unix epoch, rounded down.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ToWire(DateTime value) => Ticks.FloorToMicros(Ticks.Utc(value));

    /// <summary>The UTC time of a number of microseconds.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: outside the years 1 to 9999.</exception>
    public static DateTime FromWire(long micros) => new(Ticks.FromMicros(micros), DateTimeKind.Utc);
}
