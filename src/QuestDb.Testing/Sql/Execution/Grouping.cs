using QuestDb.Shared.Wire;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Sql.Execution;

/// <summary>Which group each row belongs to; groups are numbered by their first row.</summary>
internal sealed record Grouping(int[] GroupOfRow, int GroupCount, int[] FirstRows)
{
    /// <summary>Groups rows by the values of all keys. Without keys there is one group, even if there are no rows.</summary>
    public static Grouping By(IReadOnlyList<ColumnVector> keys, int rowCount)
    {
        if (keys.Count == 0) return new Grouping(new int[rowCount], 1, []);
        int[] groups = Codes(keys[0]);
        for (int i = 1; i < keys.Count; i++) Combine(groups, Codes(keys[i]));
        return Number(groups);
    }

    /// <summary>A number for each row, equal where the values are equal. NULL gets one too.</summary>
    public static int[] Codes(ColumnVector vector) => vector switch
    {
        SymbolVector symbols => SymbolCodes(symbols.Ids),
        FixedVector<byte> values => Codes(values.Values),
        FixedVector<sbyte> values => Codes(values.Values),
        FixedVector<short> values => Codes(values.Values),
        FixedVector<ushort> values => Codes(values.Values),
        FixedVector<int> values => Codes(values.Values),
        FixedVector<uint> values => Codes(values.Values),
        FixedVector<long> values => Codes(values.Values),
        FixedVector<float> values => Codes(values.Values),
        FixedVector<double> values => Codes(values.Values),
        FixedVector<Int128> values => Codes(values.Values),
        FixedVector<UInt128> values => Codes(values.Values),
        FixedVector<Limbs256> values => Codes(values.Values),
        BytesVector values => TextCodes(values),
        _ => throw new SqlException(StatusCode.ParseError, $"{vector.Type} values can't be grouped"),
    };

    private static int[] SymbolCodes(ReadOnlySpan<int> ids)
    {
        var codes = new int[ids.Length];
        for (int i = 0; i < ids.Length; i++) codes[i] = ids[i] + 1;
        return codes;
    }

    private static int[] Codes<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        var numbers = new Dictionary<T, int>();
        var codes = new int[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (!numbers.TryGetValue(values[i], out int code))
            {
                code = numbers.Count;
                numbers.Add(values[i], code);
            }

            codes[i] = code;
        }

        return codes;
    }

    private static int[] TextCodes(BytesVector values)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        var codes = new int[values.Count];
        var chars = Array.Empty<char>();
        for (int i = 0; i < codes.Length; i++)
        {
            if (values.IsNull(i)) continue;
            ReadOnlySpan<byte> bytes = values.Bytes(i);
            if (chars.Length < bytes.Length) chars = new char[bytes.Length * 2];
            // Latin-1 keeps every byte apart, whether or not the bytes are text.
            int length = System.Text.Encoding.Latin1.GetChars(bytes, chars);
            ReadOnlySpan<char> key = chars.AsSpan(0, length);
            if (!lookup.TryGetValue(key, out int code))
            {
                code = numbers.Count + 1;
                lookup[key] = code;
            }

            codes[i] = code;
        }

        return codes;
    }

    private static void Combine(int[] groups, int[] codes)
    {
        var numbers = new Dictionary<long, int>();
        for (int i = 0; i < groups.Length; i++)
        {
            long pair = ((long)groups[i] << 32) | (uint)codes[i];
            if (!numbers.TryGetValue(pair, out int group))
            {
                group = numbers.Count;
                numbers.Add(pair, group);
            }

            groups[i] = group;
        }
    }

    private static Grouping Number(int[] groups)
    {
        int last = -1;
        foreach (int group in groups) last = Math.Max(last, group);
        var numbers = new int[last + 1];
        Array.Fill(numbers, -1);
        var firstRows = new List<int>();
        for (int i = 0; i < groups.Length; i++)
        {
            ref int number = ref numbers[groups[i]];
            if (number < 0)
            {
                number = firstRows.Count;
                firstRows.Add(i);
            }

            groups[i] = number;
        }

        return new Grouping(groups, firstRows.Count, firstRows.ToArray());
    }
}
