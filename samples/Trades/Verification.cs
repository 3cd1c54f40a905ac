namespace QuestDb.Samples.Trades;

/// <summary>
/// Compares what was written with what came back, as multisets: tables keep rows in time order, and equal rows stay apart.
/// </summary>
internal static class Verification
{
    /// <summary>The first difference, or null when both hold the same rows to the last bit.</summary>
    public static string? Compare(IEnumerable<Trade> expected, IEnumerable<Trade> actual)
    {
        Trade[] left = Sorted(expected);
        Trade[] right = Sorted(actual);
        if (left.Length != right.Length) return $"{left.Length:N0} rows were expected and {right.Length:N0} came back.";
        for (int i = 0; i < left.Length; i++)
        {
            if (CompareTrades(left[i], right[i]) != 0) return $"Row {i:N0} in time order: expected {left[i]}, got {right[i]}.";
        }

        return null;
    }

    private static Trade[] Sorted(IEnumerable<Trade> trades)
    {
        Trade[] rows = [.. trades];
        Array.Sort(rows, CompareTrades);
        return rows;
    }

    // Doubles are compared by their bits: equal here means identical.
    private static int CompareTrades(Trade a, Trade b)
    {
        int order = a.Timestamp.CompareTo(b.Timestamp);
        if (order == 0) order = string.CompareOrdinal(a.Symbol, b.Symbol);
        if (order == 0) order = a.Side.CompareTo(b.Side);
        if (order == 0) order = BitConverter.DoubleToInt64Bits(a.Price).CompareTo(BitConverter.DoubleToInt64Bits(b.Price));
        return order != 0 ? order : BitConverter.DoubleToInt64Bits(a.Amount).CompareTo(BitConverter.DoubleToInt64Bits(b.Amount));
    }
}
