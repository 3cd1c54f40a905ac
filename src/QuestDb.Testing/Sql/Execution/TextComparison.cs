using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Sql.Execution;

/// <summary>A test of one text, given as UTF-8.</summary>
internal delegate bool TextTest(ReadOnlySpan<byte> utf8, bool isNull);

/// <summary>Comparisons and tests of SYMBOL and VARCHAR. A test of a symbol runs once per distinct symbol, not once per row.</summary>
internal static class TextComparison
{
    public static void Evaluate(string op, ColumnVector left, ColumnVector right, Span<byte> result)
    {
        if (right.Count == 1 && result.Length != 1)
        {
            byte[] text = Bytes(right, 0).ToArray();
            bool isNull = right.IsNull(0);
            Test(left, result, (utf8, missing) => Holds(op, utf8, missing, text, isNull));
            return;
        }

        for (int i = 0; i < result.Length; i++)
        {
            int a = left.Count == 1 ? 0 : i, b = right.Count == 1 ? 0 : i;
            result[i] = Holds(op, Bytes(left, a), left.IsNull(a), Bytes(right, b), right.IsNull(b)) ? (byte)1 : (byte)0;
        }
    }

    /// <summary>Runs a test on every row.</summary>
    public static void Test(ColumnVector vector, Span<byte> result, TextTest test)
    {
        if (vector is not SymbolVector symbols)
        {
            for (int i = 0; i < result.Length; i++)
            {
                int row = vector.Count == 1 ? 0 : i;
                result[i] = test(Bytes(vector, row), vector.IsNull(row)) ? (byte)1 : (byte)0;
            }

            return;
        }

        ReadOnlySpan<int> ids = symbols.Ids;
        byte ofNull = test(default, true) ? (byte)1 : (byte)0;
        int last = -1;
        foreach (int id in ids) last = Math.Max(last, id);
        var verdicts = new byte[last + 1];
        for (int id = 0; id < verdicts.Length; id++) verdicts[id] = test(symbols.Dictionary.Utf8(id).Span, false) ? (byte)1 : (byte)0;
        int step = ids.Length == 1 ? 0 : 1;
        for (int i = 0; i < result.Length; i++) result[i] = ids[i * step] is >= 0 and int id ? verdicts[id] : ofNull;
    }

    /// <summary>The UTF-8 of a text; empty when it is NULL.</summary>
    public static ReadOnlySpan<byte> Bytes(ColumnVector vector, int row)
        => vector is SymbolVector symbols ? symbols.Utf8(row).Span : ((BytesVector)vector).Bytes(row);

    private static bool Holds(string op, ReadOnlySpan<byte> a, bool nullA, ReadOnlySpan<byte> b, bool nullB) => nullA || nullB
        ? Comparison.HoldsForNull(op, nullA && nullB)
        : Comparison.Holds(op, a.SequenceCompareTo(b));
}
