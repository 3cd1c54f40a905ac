using QuestDb.Shared.Sql;

namespace QuestDb.Testing.Tables;

/// <summary>Which values a designated timestamp may have.</summary>
internal static class DesignatedTimestamps
{
    // 10000-01-01 in seconds since the epoch.
    private const long EndSeconds = 253_402_300_800;

    /// <summary>What a server says to a value it doesn't take, null if all are fine.</summary>
    public static string? Problem(FixedVector<long> times)
    {
        long perSecond = TimestampText.UnitsPerSecond(times.Type);
        long end = times.Type == ColumnType.TimestampNanos ? long.MaxValue : EndSeconds * perSecond;
        foreach (long time in times.Values)
        {
            if (time == Nulls.Long) return "designated timestamp column cannot be NULL";
            if (time < 0) return "designated timestamp before 1970-01-01 is not allowed";
            if (time >= end) return "designated timestamp beyond 9999-12-31 is not allowed";
        }

        return null;
    }
}
