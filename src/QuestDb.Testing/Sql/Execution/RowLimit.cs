using QuestDb.Shared.Wire;

namespace QuestDb.Testing.Sql.Execution;

/// <summary>
/// LIMIT in QuestDB's forms. <c>n</c> the first, <c>-n</c> the last rows; <c>m, n</c> the rows after m up to n;
/// <c>-m, -n</c> the last m but not the last n; <c>m, -n</c> all but the first m and the last n. Bounds of one sign may
/// come in either order; a bound of 0 counts as not given.
/// </summary>
internal static class RowLimit
{
    public static (int Start, int Count) Range(long? low, long? high, int rowCount)
    {
        (long start, long end) = Bounds(low, high, rowCount);
        start = Math.Clamp(start, 0, rowCount);
        end = Math.Clamp(end, start, rowCount);
        return ((int)start, (int)(end - start));
    }

    private static (long Start, long End) Bounds(long? low, long? high, long rowCount)
    {
        if (low is null && high is null) return (0, rowCount);
        if (low is null or 0 || high is null or 0)
        {
            long single = low is null or 0 ? high ?? 0 : low.Value;
            return single >= 0 ? (0, single) : (rowCount + single, rowCount);
        }

        long from = low.Value, to = high.Value;
        if (from > 0 && to < 0) return (from, rowCount + to);
        if (from < 0 && to > 0)
            throw new SqlException(StatusCode.ParseError, "LIMIT <negative>, <positive> is not allowed");
        if (from > to) (from, to) = (to, from);
        return from > 0 ? (from, to) : (rowCount + from, rowCount + to);
    }
}
