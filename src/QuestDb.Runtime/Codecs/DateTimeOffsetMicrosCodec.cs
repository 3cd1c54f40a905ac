using System.ComponentModel;
using System.Runtime.CompilerServices;
using QuestDb.Values.Times;

namespace QuestDb.Columns;

/// <summary><see cref="DateTimeOffset"/> as microseconds since the Unix epoch: ticks below a microsecond are floored, and the offset is not kept; what is read has the offset zero.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DateTimeOffsetMicrosCodec
{
    /// <summary>Microseconds since the Unix epoch, rounded down.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ToWire(DateTimeOffset value) => Ticks.FloorToMicros(value.UtcTicks);

    /// <summary>The time of a number of microseconds, with the offset zero.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: outside the years 1 to 9999.</exception>
    public static DateTimeOffset FromWire(long micros) => new(Ticks.FromMicros(micros), TimeSpan.Zero);
}
