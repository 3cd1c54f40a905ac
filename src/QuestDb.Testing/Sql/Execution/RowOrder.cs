using QuestDb.Shared.Sql;
using QuestDb.Shared.Wire;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Sql.Execution;

/// <summary>
/// Sorting of rows; NULL comes first in ascending order, last in FLOAT and DOUBLE; rows with equal keys keep their order.
/// </summary>
internal static class RowOrder
{
    public static int[] Sort(IReadOnlyList<ColumnVector> keys, IReadOnlyList<bool> descending, int rowCount)
    {
        var rows = new int[rowCount];
        for (int i = 0; i < rowCount; i++) rows[i] = i;
        long[][] codes = keys.Select((k, i) => SortCodes.Of(k, descending[i])).ToArray();
        if (codes.Length == 1 && SortCodes.Direction(codes[0]) is var direction && direction != 0)
        {
            // A descending order is read from the end, rows with the same key included, as a real server scans a table backwards.
            if (direction < 0) Array.Reverse(rows);
            return rows;
        }

        SortRun(rows, codes, 0);
        return rows;
    }

    private static void SortRun(Span<int> rows, long[][] codes, int level)
    {
        if (level == codes.Length)
        {
            // Rows that are equal in all keys go back to the order in which they came.
            rows.Sort();
            return;
        }

        var keys = new long[rows.Length];
        for (int i = 0; i < rows.Length; i++) keys[i] = codes[level][rows[i]];
        keys.AsSpan().Sort(rows);
        for (int start = 0; start < keys.Length;)
        {
            int end = start + 1;
            while (end < keys.Length && keys[end] == keys[start]) end++;
            if (end - start > 1) SortRun(rows[start..end], codes, level + 1);
            start = end;
        }
    }

    /// <summary>The order of two rows of a column.</summary>
    public static int Compare(ColumnVector vector, int a, int b)
    {
        switch (vector)
        {
            // The sentinels of these types are the smallest values, so NULL needs no attention.
            case FixedVector<long> { Type: not ColumnType.GeoHash } values: return values[a].CompareTo(values[b]);
            case FixedVector<int> values: return values[a].CompareTo(values[b]);
            case FixedVector<double> values: return Floating(values[a], values[b]);
            case FixedVector<float> values: return Floating(values[a], values[b]);
        }

        bool nullA = vector.IsNull(a), nullB = vector.IsNull(b);
        return nullA || nullB ? nullB.CompareTo(nullA) : CompareValues(vector, a, vector, b);
    }

    /// <summary>The order of two values that are not NULL, of one type.</summary>
    public static int CompareValues(ColumnVector left, int a, ColumnVector right, int b)
    {
        switch (left)
        {
            case SymbolVector or BytesVector: return TextComparison.Bytes(left, a).SequenceCompareTo(TextComparison.Bytes(right, b));
            case FixedVector<byte> values: return values[a].CompareTo(((FixedVector<byte>)right)[b]);
            case FixedVector<sbyte> values: return values[a].CompareTo(((FixedVector<sbyte>)right)[b]);
            case FixedVector<short> values: return values[a].CompareTo(((FixedVector<short>)right)[b]);
            case FixedVector<ushort> values: return values[a].CompareTo(((FixedVector<ushort>)right)[b]);
            case FixedVector<int> values: return values[a].CompareTo(((FixedVector<int>)right)[b]);
            case FixedVector<uint> values: return values[a].CompareTo(((FixedVector<uint>)right)[b]);
            case FixedVector<long> values: return values[a].CompareTo(((FixedVector<long>)right)[b]);
            case FixedVector<float> values: return Floating(values[a], ((FixedVector<float>)right)[b]);
            case FixedVector<double> values: return Floating(values[a], ((FixedVector<double>)right)[b]);
            case FixedVector<Int128> values: return values[a].CompareTo(((FixedVector<Int128>)right)[b]);
            case FixedVector<UInt128> values: return values[a].CompareTo(((FixedVector<UInt128>)right)[b]);
            case FixedVector<Limbs256> { Type: ColumnType.Long256 } values:
                return values[a].ToUnsigned().CompareTo(((FixedVector<Limbs256>)right)[b].ToUnsigned());
            case FixedVector<Limbs256> values: return values[a].ToSigned().CompareTo(((FixedVector<Limbs256>)right)[b].ToSigned());
            default:
                throw new SqlException(StatusCode.ParseError, $"{new SqlType(left.Type, left.Precision, left.Scale)} values have no order");
        }
    }

    private static int Floating(double a, double b)
    {
        bool nullA = double.IsNaN(a), nullB = double.IsNaN(b);
        if (nullA || nullB) return nullA.CompareTo(nullB);
        return a < b ? -1 : a > b ? 1 : 0;
    }
}
