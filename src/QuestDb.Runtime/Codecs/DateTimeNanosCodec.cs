using System.ComponentModel;
using System.Runtime.CompilerServices;
using QuestDb.Values.Times;

namespace QuestDb.Columns;

/// <summary>
/// <see cref="DateTime"/> as nanoseconds since the Unix epoch, in steps of 100. A local time is converted to UTC, an unspecified
/// one is taken as UTC; what is read is UTC, and nanoseconds below a tick are floored.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DateTimeNanosCodec
{
    /// <summary>Nanoseconds since the Unix epoch.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: outside the years 1677 to 2262.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ToWire(DateTime value) => Ticks.ToNanos(Ticks.Utc(value));

    /// <summary>The UTC time of a number of nanoseconds, rounded down to a tick.</summary>
    public static DateTime FromWire(long nanos) => new(Ticks.FromNanos(nanos), DateTimeKind.Utc);
}
