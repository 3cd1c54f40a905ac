using QuestDb.Shared.Sql;
using QuestDb.Shared.Wire;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Sql.Execution;

/// <summary>Functions of dates and times.</summary>
internal static class TimeFunctions
{
    public static FixedVector<long> Now(FixedVector<long> result)
    {
        result.Append((DateTime.UtcNow - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        return result;
    }

    /// <summary><c>ts IN '2024-01'</c>; NULL is in no period.</summary>
    public static ColumnVector InPeriod(ColumnVector times, ColumnVector periods, int rows)
    {
        var values = (FixedVector<long>)times;
        var result = new byte[rows];
        string? text = null;
        long first = 0, last = -1;
        for (int i = 0; i < rows; i++)
        {
            int period = Functions.At(periods, i);
            if (periods.IsNull(period))
            {
                result[i] = times.IsNull(Functions.At(times, i)) ? (byte)1 : (byte)0;
                continue;
            }

            if (text is null || periods.Count > 1)
            {
                text = CellText.Of(periods, period)!;
                if (!TimestampText.TryParsePeriod(text, times.Type, out first, out last))
                    throw new SqlException(StatusCode.InternalError, $"Invalid date [str={text}]");
            }

            long time = values[Functions.At(times, i)];
            result[i] = time >= first && time <= last ? (byte)1 : (byte)0;
        }

        return FixedVector<byte>.Wrap(ColumnType.Boolean, result);
    }

    public static long Evaluate(string function, ColumnVector[] arguments, int row, ColumnVector result)
    {
        if (function == "to_timestamp")
            return TimestampText.TryParse(Functions.TextOf(arguments[0], row), result.Type, out long parsed) ? parsed : Nulls.Long;
        string unit = Functions.TextOf(arguments[0], row);
        if (function == "dateadd")
        {
            var times = (FixedVector<long>)arguments[2];
            return Add(unit, Functions.IntOf(arguments[1], row), times[Functions.At(times, row)], times.Type);
        }

        var from = (FixedVector<long>)arguments[1];
        var to = (FixedVector<long>)arguments[2];
        return Difference(unit, from[Functions.At(from, row)], to[Functions.At(to, row)], from.Type);
    }

    private static long Add(string unit, int count, long time, ColumnType type)
    {
        if (UnitLength(unit, type) is long length) return unchecked(time + (count * length));
        int months = unit switch { "M" => count, "y" => count * 12, _ => throw UnknownUnit(unit) };
        long perDay = TimestampText.UnitsPerSecond(type) * 86_400;
        long days = Math.DivRem(time, perDay, out long rest);
        if (rest < 0)
        {
            rest += perDay;
            days--;
        }

        DateTime moved = DateTime.UnixEpoch.AddDays(days).AddMonths(months);
        return ((long)(moved - DateTime.UnixEpoch).TotalDays * perDay) + rest;
    }

    private static long Difference(string unit, long from, long to, ColumnType type)
    {
        if (UnitLength(unit, type) is long length) return Math.Abs(to - from) / length;
        DateTime Instant(long time) => DateTime.UnixEpoch.AddSeconds(time / (double)TimestampText.UnitsPerSecond(type));
        (long early, long late) = from <= to ? (from, to) : (to, from);
        DateTime a = Instant(early), b = Instant(late);
        int months = ((b.Year - a.Year) * 12) + b.Month - a.Month;
        if (a.AddMonths(months) > b) months--;
        return unit switch { "M" => months, "y" => months / 12, _ => throw UnknownUnit(unit) };
    }

    private static long? UnitLength(string unit, ColumnType type)
    {
        long second = TimestampText.UnitsPerSecond(type);
        return unit switch
        {
            "n" when type == ColumnType.TimestampNanos => 1,
            "u" when second >= 1_000_000 => second / 1_000_000,
            "T" => second / 1_000,
            "s" => second,
            "m" => second * 60,
            "h" => second * 3_600,
            "d" => second * 86_400,
            "w" => second * 604_800,
            _ => null,
        };
    }

    private static SqlException UnknownUnit(string unit) =>
        new(StatusCode.ParseError, $"unit of time [{unit}] is not one of n, u, T, s, m, h, d, w, M, y");
}
