namespace QuestDb.Testing.Tables;

/// <summary>Ordering of rows by the designated timestamp, and replacement of rows with equal keys.</summary>
internal static class TableOrder
{
    public static bool IsOrdered(ReadOnlySpan<long> times, bool strictly)
    {
        for (int i = 1; i < times.Length; i++)
        {
            if (times[i] < times[i - 1] || (strictly && times[i] == times[i - 1])) return false;
        }

        return true;
    }

    /// <summary>The rows by time, in the order of arrival where times are equal.</summary>
    public static int[] SortedRows(ReadOnlySpan<long> times)
    {
        long[] keys = times.ToArray();
        var rows = new int[keys.Length];
        for (int i = 0; i < rows.Length; i++) rows[i] = i;
        Array.Sort(keys, rows);
        // Array.Sort isn't stable: put rows of one instant back into the order of arrival.
        for (int start = 0; start < keys.Length;)
        {
            int end = start + 1;
            while (end < keys.Length && keys[end] == keys[start]) end++;
            if (end - start > 1) Array.Sort(rows, start, end - start);
            start = end;
        }

        return rows;
    }

    /// <summary>Drops all but the last of the rows with equal keys, which takes the place of the first.</summary>
    public static int[] Deduplicate(Table table, int[] rows)
    {
        ReadOnlySpan<long> times = ((FixedVector<long>)table.Designated!.Values).Values;
        ColumnVector[] keys =
            table.Columns.Where(c => c != table.Designated && table.DedupKeys.Contains(c.Name)).Select(c => c.Values).ToArray();
        var kept = new List<int>(rows.Length);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int start = 0; start < rows.Length;)
        {
            int end = start + 1;
            while (end < rows.Length && times[rows[end]] == times[rows[start]]) end++;
            if (end - start == 1) kept.Add(rows[start]);
            else if (keys.Length == 0) kept.Add(rows[end - 1]);
            else KeepLast(rows.AsSpan(start, end - start), keys, places, kept);
            start = end;
        }

        return kept.ToArray();
    }

    private static void KeepLast(ReadOnlySpan<int> rows, ColumnVector[] keys, Dictionary<string, int> places, List<int> kept)
    {
        places.Clear();
        foreach (int row in rows)
        {
            string key = string.Join('\u0001', keys.Select(k => KeyText(k, row)));
            if (places.TryAdd(key, kept.Count)) kept.Add(row);
            else kept[places[key]] = row;
        }
    }

    private static string KeyText(ColumnVector vector, int row)
    {
        if (vector.IsNull(row)) return "\u0002";
        return vector is BytesVector { Type: ColumnType.Binary } bytes ? Convert.ToHexString(bytes.Bytes(row)) : CellText.Of(vector, row)!;
    }
}
