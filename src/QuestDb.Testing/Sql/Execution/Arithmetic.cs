using System.Numerics;
using QuestDb.Shared.Sql;
using QuestDb.Shared.Wire;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Sql.Execution;

/// <summary>+ - * / % and the bit operators on INT, LONG, FLOAT, DOUBLE and DECIMAL. NULL in, NULL out; so is a division by zero.</summary>
internal static class Arithmetic
{
    public static ColumnVector Evaluate(string op, SqlType type, ColumnVector left, ColumnVector right, int rows)
    {
        switch (type.Type)
        {
            case ColumnType.Int:
                return Integers<int>(op, type, left, right, rows, Nulls.Int);
            case ColumnType.Long:
                return Integers<long>(op, type, left, right, rows, Nulls.Long);
            case ColumnType.Float:
                return Floats<float>(op, type, left, right, rows);
            case ColumnType.Double:
                return Floats<double>(op, type, left, right, rows);
            default:
                return Decimals(op, type, left, right, rows);
        }
    }

    private static FixedVector<T> Integers<T>(string op, SqlType type, ColumnVector left, ColumnVector right, int rows, T none)
        where T : unmanaged, IBinaryInteger<T>
    {
        ReadOnlySpan<T> a = ((FixedVector<T>)left).Values, b = ((FixedVector<T>)right).Values;
        T[] result = new T[rows];
        switch (op)
        {
            case "+": Run<T, Add<T>>(a, b, result, none); break;
            case "-": Run<T, Subtract<T>>(a, b, result, none); break;
            case "*": Run<T, Multiply<T>>(a, b, result, none); break;
            case "/": RunNonZero<T, Divide<T>>(a, b, result, none); break;
            case "%": RunNonZero<T, Remainder<T>>(a, b, result, none); break;
            case "&": Run<T, And<T>>(a, b, result, none); break;
            case "|": Run<T, Or<T>>(a, b, result, none); break;
            default: Run<T, Xor<T>>(a, b, result, none); break;
        }

        return FixedVector<T>.Wrap(type.Type, result);
    }

    private static FixedVector<T> Floats<T>(string op, SqlType type, ColumnVector left, ColumnVector right, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> a = ((FixedVector<T>)left).Values, b = ((FixedVector<T>)right).Values;
        T[] result = new T[rows];
        switch (op)
        {
            case "+": RunFloats<T, Add<T>>(a, b, result); break;
            case "-": RunFloats<T, Subtract<T>>(a, b, result); break;
            case "*": RunFloats<T, Multiply<T>>(a, b, result); break;
            case "/": RunFloats<T, Divide<T>>(a, b, result); break;
            default: RunFloats<T, Remainder<T>>(a, b, result); break;
        }

        return FixedVector<T>.Wrap(type.Type, result);
    }

    private static void Run<T, TOp>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> result, T none)
        where T : unmanaged, IBinaryInteger<T> where TOp : struct, IBinaryOperation<T>
    {
        int stepA = a.Length == 1 ? 0 : 1, stepB = b.Length == 1 ? 0 : 1;
        for (int i = 0; i < result.Length; i++)
        {
            T x = a[i * stepA], y = b[i * stepB];
            result[i] = x == none || y == none ? none : TOp.Apply(x, y);
        }
    }

    private static void RunNonZero<T, TOp>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> result, T none)
        where T : unmanaged, IBinaryInteger<T> where TOp : struct, IBinaryOperation<T>
    {
        int stepA = a.Length == 1 ? 0 : 1, stepB = b.Length == 1 ? 0 : 1;
        for (int i = 0; i < result.Length; i++)
        {
            T x = a[i * stepA], y = b[i * stepB];
            result[i] = x == none || y == none || T.IsZero(y) ? none : TOp.Apply(x, y);
        }
    }

    private static void RunFloats<T, TOp>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where TOp : struct, IBinaryOperation<T>
    {
        int stepA = a.Length == 1 ? 0 : 1, stepB = b.Length == 1 ? 0 : 1;
        for (int i = 0; i < result.Length; i++)
        {
            T x = a[i * stepA], y = b[i * stepB];
            T value = T.IsFinite(x) && T.IsFinite(y) ? TOp.Apply(x, y) : T.NaN;
            result[i] = T.IsFinite(value) ? value : T.NaN;
        }
    }

    private static ColumnVector Decimals(string op, SqlType type, ColumnVector left, ColumnVector right, int rows)
    {
        ColumnVector result = Evaluator.NewVector(type);
        for (int i = 0; i < rows; i++)
        {
            int a = left.Count == 1 ? 0 : i, b = right.Count == 1 ? 0 : i;
            if (left.IsNull(a) || right.IsNull(b)) result.AppendNull();
            else AppendDecimal(op, result, DecimalCells.Unscaled(left, a), left.Scale, DecimalCells.Unscaled(right, b), right.Scale);
        }

        return result;
    }

    private static void AppendDecimal(string op, ColumnVector result, BigInteger x, int scaleX, BigInteger y, int scaleY)
    {
        int scale = Math.Max(scaleX, scaleY);
        if (op == "*")
        {
            Append(result, x * y, scaleX + scaleY);
            return;
        }

        DecimalCells.TryRescale(ref x, scaleX, scale, round: false);
        DecimalCells.TryRescale(ref y, scaleY, scale, round: false);
        if (op is "/" or "%" && y.IsZero) result.AppendNull();
        else if (op == "/") Append(result, BigInteger.Divide(x * BigInteger.Pow(10, scale), y), scale);
        else Append(result, op switch { "+" => x + y, "-" => x - y, _ => BigInteger.Remainder(x, y) }, scale);
    }

    private static void Append(ColumnVector result, BigInteger unscaled, int scale)
    {
        if (!DecimalCells.TryAppend(result, unscaled, scale, round: true))
            throw new SqlException(StatusCode.InternalError, $"decimal value overflows DECIMAL({result.Precision},{result.Scale})");
    }

    private interface IBinaryOperation<T>
    {
        static abstract T Apply(T a, T b);
    }

    private readonly struct Add<T> : IBinaryOperation<T> where T : IAdditionOperators<T, T, T>
    {
        public static T Apply(T a, T b) => a + b;
    }

    private readonly struct Subtract<T> : IBinaryOperation<T> where T : ISubtractionOperators<T, T, T>
    {
        public static T Apply(T a, T b) => a - b;
    }

    private readonly struct Multiply<T> : IBinaryOperation<T> where T : IMultiplyOperators<T, T, T>
    {
        public static T Apply(T a, T b) => a * b;
    }

    private readonly struct Divide<T> : IBinaryOperation<T> where T : IDivisionOperators<T, T, T>
    {
        public static T Apply(T a, T b) => a / b;
    }

    private readonly struct Remainder<T> : IBinaryOperation<T> where T : IModulusOperators<T, T, T>
    {
        public static T Apply(T a, T b) => a % b;
    }

    private readonly struct And<T> : IBinaryOperation<T> where T : IBitwiseOperators<T, T, T>
    {
        public static T Apply(T a, T b) => a & b;
    }

    private readonly struct Or<T> : IBinaryOperation<T> where T : IBitwiseOperators<T, T, T>
    {
        public static T Apply(T a, T b) => a | b;
    }

    private readonly struct Xor<T> : IBinaryOperation<T> where T : IBitwiseOperators<T, T, T>
    {
        public static T Apply(T a, T b) => a ^ b;
    }
}
