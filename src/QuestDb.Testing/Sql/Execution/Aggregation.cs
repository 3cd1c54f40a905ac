using System.Numerics;
using QuestDb.Shared.Sql;
using QuestDb.Shared.Wire;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Sql.Execution;

/// <summary>Aggregate functions over groups of rows. NULL takes no part, except in first() and last().</summary>
internal static class Aggregation
{
    public static ColumnVector Evaluate(BoundAggregate aggregate, Frame frame, Grouping grouping)
    {
        if (aggregate.Argument is null) return Count(grouping);
        ColumnVector values = Evaluator.Rows(aggregate.Argument, frame);
        switch (aggregate.Function)
        {
            case "count": return CountValues(values, grouping);
            case "count_distinct": return CountDistinct(values, grouping);
            case "sum": return Sum(Conversion.Convert(values, aggregate.Type, isImplicit: true), grouping);
            case "avg": return Average(Conversion.Convert(values, SqlType.Double, isImplicit: true), grouping);
            default: return Pick(aggregate.Function, Conversion.Convert(values, aggregate.Type, isImplicit: true), grouping);
        }
    }

    // CHAR has no NULL in storage, so its 0 counts as one.
    private static bool IsNone(ColumnVector values, int row) =>
        Comparison.IsSqlNull(values, row) || (values is FixedVector<ushort> chars && chars[row] == 0);

    private static FixedVector<long> Count(Grouping grouping)
    {
        var counts = new long[grouping.GroupCount];
        foreach (int group in grouping.GroupOfRow) counts[group]++;
        return FixedVector<long>.Wrap(ColumnType.Long, counts);
    }

    private static FixedVector<long> CountValues(ColumnVector values, Grouping grouping)
    {
        var counts = new long[grouping.GroupCount];
        for (int i = 0; i < grouping.GroupOfRow.Length; i++)
        {
            if (!IsNone(values, i)) counts[grouping.GroupOfRow[i]]++;
        }

        return FixedVector<long>.Wrap(ColumnType.Long, counts);
    }

    private static FixedVector<long> CountDistinct(ColumnVector values, Grouping grouping)
    {
        int[] codes = Grouping.Codes(values);
        var seen = new HashSet<long>();
        var counts = new long[grouping.GroupCount];
        for (int i = 0; i < codes.Length; i++)
        {
            int group = grouping.GroupOfRow[i];
            if (!IsNone(values, i) && seen.Add(((long)group << 32) | (uint)codes[i])) counts[group]++;
        }

        return FixedVector<long>.Wrap(ColumnType.Long, counts);
    }

    private static ColumnVector Sum(ColumnVector values, Grouping grouping)
    {
        switch (values)
        {
            case FixedVector<long> { Type: ColumnType.Long } longs:
                var sums = new long[grouping.GroupCount];
                Array.Fill(sums, Nulls.Long);
                for (int i = 0; i < longs.Count; i++)
                {
                    long value = longs[i];
                    if (value == Nulls.Long) continue;
                    ref long sum = ref sums[grouping.GroupOfRow[i]];
                    sum = sum == Nulls.Long ? value : unchecked(sum + value);
                }

                return FixedVector<long>.Wrap(ColumnType.Long, sums);
            case FixedVector<double> doubles:
                (double[] totals, _) = Totals(doubles.Values, grouping);
                return FixedVector<double>.Wrap(ColumnType.Double, totals);
            case FixedVector<float>:
                var wide = (FixedVector<double>)Conversion.Convert(values, SqlType.Double, isImplicit: true);
                (double[] wideTotals, _) = Totals(wide.Values, grouping);
                return FixedVector<float>.Wrap(ColumnType.Float, wideTotals.Select(t => (float)t).ToArray());
            default:
                return SumDecimals(values, grouping);
        }
    }

    private static (double[] Totals, long[] Counts) Totals(ReadOnlySpan<double> values, Grouping grouping)
    {
        var totals = new double[grouping.GroupCount];
        var counts = new long[grouping.GroupCount];
        for (int i = 0; i < values.Length; i++)
        {
            if (Nulls.IsSqlNull(values[i])) continue;
            int group = grouping.GroupOfRow[i];
            totals[group] += values[i];
            counts[group]++;
        }

        for (int group = 0; group < totals.Length; group++)
        {
            if (counts[group] == 0) totals[group] = double.NaN;
        }

        return (totals, counts);
    }

    private static FixedVector<double> Average(ColumnVector values, Grouping grouping)
    {
        (double[] totals, long[] counts) = Totals(((FixedVector<double>)values).Values, grouping);
        for (int group = 0; group < totals.Length; group++) totals[group] /= counts[group];
        return FixedVector<double>.Wrap(ColumnType.Double, totals);
    }

    private static ColumnVector SumDecimals(ColumnVector values, Grouping grouping)
    {
        var sums = new BigInteger?[grouping.GroupCount];
        for (int i = 0; i < values.Count; i++)
        {
            if (values.IsNull(i)) continue;
            ref BigInteger? sum = ref sums[grouping.GroupOfRow[i]];
            sum = (sum ?? BigInteger.Zero) + DecimalCells.Unscaled(values, i);
        }

        ColumnVector result = values.NewEmpty();
        foreach (BigInteger? sum in sums)
        {
            if (sum is null) result.AppendNull();
            else if (!DecimalCells.TryAppend(result, sum.Value, values.Scale, round: false))
                throw new SqlException(StatusCode.InternalError, $"sum overflows DECIMAL({values.Precision},{values.Scale})");
        }

        return result;
    }

    // min, max, first and last choose one row of each group.
    private static ColumnVector Pick(string function, ColumnVector values, Grouping grouping)
    {
        var rows = new int[grouping.GroupCount];
        Array.Fill(rows, -1);
        int[] groups = grouping.GroupOfRow;
        switch (function)
        {
            case "first":
                for (int i = groups.Length - 1; i >= 0; i--) rows[groups[i]] = i;
                break;
            case "last":
                for (int i = 0; i < groups.Length; i++) rows[groups[i]] = i;
                break;
            case "first_not_null":
                for (int i = groups.Length - 1; i >= 0; i--) if (!Comparison.IsSqlNull(values, i)) rows[groups[i]] = i;
                break;
            case "last_not_null":
                for (int i = 0; i < groups.Length; i++) if (!Comparison.IsSqlNull(values, i)) rows[groups[i]] = i;
                break;
            default:
                Extremes(values, groups, rows, function == "max");
                break;
        }

        return GatherOrNull(values, rows);
    }

    private static void Extremes(ColumnVector values, int[] groups, int[] rows, bool max)
    {
        switch (values)
        {
            case FixedVector<long> { Type: not ColumnType.Decimal64 } longs:
                Extremes<long, LongRules>(longs.Values, groups, rows, max);
                return;
            case FixedVector<double> doubles:
                Extremes<double, DoubleRules>(doubles.Values, groups, rows, max);
                return;
            case FixedVector<int> ints:
                Extremes<int, IntRules>(ints.Values, groups, rows, max);
                return;
        }

        for (int i = 0; i < groups.Length; i++)
        {
            if (IsNone(values, i)) continue;
            ref int row = ref rows[groups[i]];
            if (row < 0 || (max ? RowOrder.Compare(values, i, row) > 0 : RowOrder.Compare(values, i, row) < 0)) row = i;
        }
    }

    private static void Extremes<T, TRules>(ReadOnlySpan<T> values, int[] groups, int[] rows, bool max)
        where T : unmanaged where TRules : struct, IComparisonRules<T>
    {
        for (int i = 0; i < groups.Length; i++)
        {
            T value = values[i];
            if (TRules.IsNull(value)) continue;
            ref int row = ref rows[groups[i]];
            if (row < 0 || (max ? TRules.Less(values[row], value) : TRules.Less(value, values[row]))) row = i;
        }
    }

    private static ColumnVector GatherOrNull(ColumnVector values, int[] rows)
    {
        if (Array.TrueForAll(rows, r => r >= 0)) return values.Gather(rows);
        ColumnVector result = values is SymbolVector symbols ? new SymbolVector(symbols.Dictionary) : values.NewEmpty();
        foreach (int row in rows)
        {
            if (row < 0) result.AppendNull();
            else result.AppendFrom(values, row);
        }

        return result;
    }
}
