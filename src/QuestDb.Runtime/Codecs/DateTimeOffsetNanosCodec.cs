using System.ComponentModel;
using System.Runtime.CompilerServices;
using QuestDb.Values.Times;

namespace QuestDb.Columns;

/// <summary><see cref="DateTimeOffset"/> as nanoseconds since the Unix epoch, in steps of 100; the offset is not kept, and what is read has the offset zero and nanoseconds below a tick floored.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DateTimeOffsetNanosCodec
{
    /// <summary>Nanoseconds since the Unix epoch.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: outside the years 1677 to 2262.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ToWire(DateTimeOffset value) => Ticks.ToNanos(value.UtcTicks);

    /// <summary>The time of a number of nanoseconds, rounded down to a tick, with the offset zero.</summary>
    public static DateTimeOffset FromWire(long nanos) => new(Ticks.FromNanos(nanos), TimeSpan.Zero);
}
