using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Sql.Execution;

/// <summary>
/// Numbers that sort like the values of a column, or the other way round. NULL is the smallest value, in
/// FLOAT and DOUBLE the largest.
/// </summary>
internal static class SortCodes
{
    public static long[] Of(ColumnVector vector, bool descending)
    {
        var codes = new long[vector.Count];
        switch (vector)
        {
            case FixedVector<long> { Type: not (ColumnType.GeoHash or ColumnType.Decimal64) } values:
                values.Values.CopyTo(codes);
                break;
            case FixedVector<int> values:
                for (int i = 0; i < codes.Length; i++) codes[i] = values[i];
                break;
            case FixedVector<double> values:
                for (int i = 0; i < codes.Length; i++) codes[i] = Code(values[i]);
                break;
            case FixedVector<float> values:
                for (int i = 0; i < codes.Length; i++) codes[i] = Code(values[i]);
                break;
            default:
                Rank(vector, codes);
                break;
        }

        if (!descending) return codes;
        for (int i = 0; i < codes.Length; i++) codes[i] = ~codes[i];
        return codes;
    }

    /// <summary>1 if the codes never fall, -1 if they always fall or stay, 0 otherwise.</summary>
    public static int Direction(ReadOnlySpan<long> codes)
    {
        if (TableOrder.IsOrdered(codes, strictly: false)) return 1;
        for (int i = 1; i < codes.Length; i++)
        {
            if (codes[i] > codes[i - 1]) return 0;
        }

        return -1;
    }

    // The bits of a double sort like the double, once those of negative numbers are turned round.
    private static long Code(double value)
    {
        if (double.IsNaN(value)) return long.MaxValue;
        long bits = BitConverter.DoubleToInt64Bits(value + 0.0);
        return bits >= 0 ? bits : bits ^ long.MaxValue;
    }

    private static void Rank(ColumnVector vector, long[] codes)
    {
        Grouping groups = Grouping.By([vector], vector.Count);
        int[] order = new int[groups.GroupCount];
        for (int i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(order, (a, b) => RowOrder.Compare(vector, groups.FirstRows[a], groups.FirstRows[b]));
        var ranks = new long[order.Length];
        for (int i = 0; i < order.Length; i++) ranks[order[i]] = i;
        for (int i = 0; i < codes.Length; i++) codes[i] = ranks[groups.GroupOfRow[i]];
    }
}
