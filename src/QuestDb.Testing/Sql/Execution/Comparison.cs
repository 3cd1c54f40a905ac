using QuestDb.Shared.Sql;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Sql.Execution;

/// <summary>The six comparisons. NULL equals NULL and is neither less nor greater than anything.</summary>
internal static class Comparison
{
    public static ColumnVector Evaluate(string op, ColumnVector left, ColumnVector right, int rows)
    {
        var result = new byte[rows];
        switch (left)
        {
            case SymbolVector or BytesVector:
                TextComparison.Evaluate(op, left, right, result);
                break;
            case FixedVector<double> a:
                Run<double, DoubleRules>(op, a.Values, ((FixedVector<double>)right).Values, result);
                break;
            case FixedVector<float> a:
                Run<float, FloatRules>(op, a.Values, ((FixedVector<float>)right).Values, result);
                break;
            case FixedVector<long> { Type: ColumnType.GeoHash } a:
                Run<long, PlainRules<long>>(op, a.Values, ((FixedVector<long>)right).Values, result);
                break;
            case FixedVector<long> a when !DecimalCells.IsDecimal(a.Type):
                Run<long, LongRules>(op, a.Values, ((FixedVector<long>)right).Values, result);
                break;
            case FixedVector<int> a:
                Run<int, IntRules>(op, a.Values, ((FixedVector<int>)right).Values, result);
                break;
            case FixedVector<uint> a:
                Run<uint, IPv4Rules>(op, a.Values, ((FixedVector<uint>)right).Values, result);
                break;
            case FixedVector<byte> a:
                Run<byte, PlainRules<byte>>(op, a.Values, ((FixedVector<byte>)right).Values, result);
                break;
            case FixedVector<sbyte> a:
                Run<sbyte, PlainRules<sbyte>>(op, a.Values, ((FixedVector<sbyte>)right).Values, result);
                break;
            case FixedVector<short> a:
                Run<short, PlainRules<short>>(op, a.Values, ((FixedVector<short>)right).Values, result);
                break;
            case FixedVector<ushort> a:
                Run<ushort, PlainRules<ushort>>(op, a.Values, ((FixedVector<ushort>)right).Values, result);
                break;
            case FixedVector<UInt128> a:
                Run<UInt128, UuidRules>(op, a.Values, ((FixedVector<UInt128>)right).Values, result);
                break;
            default:
                Slow(op, left, right, result);
                break;
        }

        return FixedVector<byte>.Wrap(ColumnType.Boolean, result);
    }

    /// <summary>Whether SQL sees NULL: the infinities count as it, although they travel as values.</summary>
    public static bool IsSqlNull(ColumnVector vector, int row) => vector switch
    {
        FixedVector<double> values => Nulls.IsSqlNull(values[row]),
        FixedVector<float> values => Nulls.IsSqlNull(values[row]),
        _ => vector.IsNull(row),
    };

    /// <summary>The verdict of a comparison, from the order of two values that are not NULL.</summary>
    public static bool Holds(string op, int order) => op switch
    {
        "=" => order == 0,
        "!=" => order != 0,
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        _ => order >= 0,
    };

    /// <summary>The verdict where at least one side is NULL.</summary>
    public static bool HoldsForNull(string op, bool both) => op == "!=" ? !both : both && (op is "=" or "<=" or ">=");

    private static void Run<T, TRules>(string op, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<byte> result)
        where T : unmanaged where TRules : struct, IComparisonRules<T>
    {
        int stepA = a.Length == 1 ? 0 : 1, stepB = b.Length == 1 ? 0 : 1;
        switch (op)
        {
            case "=":
                for (int i = 0; i < result.Length; i++) result[i] = TRules.Equal(a[i * stepA], b[i * stepB]) ? (byte)1 : (byte)0;
                break;
            case "!=":
                for (int i = 0; i < result.Length; i++) result[i] = TRules.Equal(a[i * stepA], b[i * stepB]) ? (byte)0 : (byte)1;
                break;
            case "<":
                for (int i = 0; i < result.Length; i++) result[i] = TRules.Less(a[i * stepA], b[i * stepB]) ? (byte)1 : (byte)0;
                break;
            case ">":
                for (int i = 0; i < result.Length; i++) result[i] = TRules.Less(b[i * stepB], a[i * stepA]) ? (byte)1 : (byte)0;
                break;
            case "<=":
                for (int i = 0; i < result.Length; i++) result[i] = TRules.LessOrEqual(a[i * stepA], b[i * stepB]) ? (byte)1 : (byte)0;
                break;
            default:
                for (int i = 0; i < result.Length; i++) result[i] = TRules.LessOrEqual(b[i * stepB], a[i * stepA]) ? (byte)1 : (byte)0;
                break;
        }
    }

    private static void Slow(string op, ColumnVector left, ColumnVector right, Span<byte> result)
    {
        for (int i = 0; i < result.Length; i++)
        {
            int a = left.Count == 1 ? 0 : i, b = right.Count == 1 ? 0 : i;
            bool nullA = left.IsNull(a), nullB = right.IsNull(b);
            bool holds = nullA || nullB
                ? HoldsForNull(op, nullA && nullB)
                : Holds(op, RowOrder.CompareValues(left, a, right, b));
            result[i] = holds ? (byte)1 : (byte)0;
        }
    }
}
