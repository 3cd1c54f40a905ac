using System.ComponentModel;
using System.Runtime.CompilerServices;
using QuestDb.Values.Times;

namespace QuestDb.Columns;

/// <summary><see cref="DateOnly"/> as DATE: milliseconds of its midnight, UTC. A time of day that is read is floored away.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DateOnlyCodec
{
    private const long MillisPerDay = 86_400_000;
    private const int EpochDay = 719_162;

    /// <summary>Milliseconds since the Unix epoch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ToWire(DateOnly value) => (value.DayNumber - EpochDay) * MillisPerDay;

    /// <summary>The day of a number of milliseconds.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: outside the years 1 to 9999.</exception>
    public static DateOnly FromWire(long millis)
    {
        long day = (millis >= 0 ? millis / MillisPerDay : ((millis + 1) / MillisPerDay) - 1) + EpochDay;
        if ((ulong)day > (ulong)DateOnly.MaxValue.DayNumber) throw Ticks.OutOfRange(millis, "milliseconds");
        return DateOnly.FromDayNumber((int)day);
    }
}
