using System.Numerics;
using QuestDb.Shared.Sql;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Sql.Execution;

/// <summary>
/// Computes expressions a column at a time. A result of one row stands for the same value in every row: constants are computed once.
/// </summary>
internal static class Evaluator
{
    /// <summary>The value in every row of the frame.</summary>
    public static ColumnVector Rows(BoundExpression expression, Frame frame) => Broadcast(Evaluate(expression, frame), frame.RowCount);

    /// <summary>The rows in which a condition holds.</summary>
    public static int[] Matches(BoundExpression condition, Frame frame)
    {
        ReadOnlySpan<byte> flags = ((FixedVector<byte>)Rows(condition, frame)).Values;
        int count = 0;
        foreach (byte flag in flags) count += flag;
        var rows = new int[count];
        int at = 0;
        for (int i = 0; i < flags.Length; i++)
        {
            if (flags[i] != 0) rows[at++] = i;
        }

        return rows;
    }

    public static ColumnVector Evaluate(BoundExpression expression, Frame frame) => expression switch
    {
        BoundColumn column => frame.Column(column.Index),
        BoundConstant constant => Constant(constant),
        BoundBind bind => Bind(bind, frame),
        BoundCast cast => Conversion.Convert(Evaluate(cast.Operand, frame), cast.Type, cast.Implicit),
        BoundCall { Function: "case" } call => Conditional.Case(call, frame),
        BoundCall { Function: "coalesce" } call => Conditional.Coalesce(call, frame),
        BoundCall { Function: "and" or "or" or "not" } call => Logic.Evaluate(call, frame),
        BoundCall call => Call(call, frame),
        _ => throw new InvalidOperationException($"{expression.GetType().Name} can't be evaluated in a row"),
    };

    public static ColumnVector Broadcast(ColumnVector vector, int rowCount)
    {
        if (vector.Count == rowCount) return vector;
        return vector.Gather(new int[rowCount]);
    }

    /// <summary>Rows of the result of a call: one when all arguments are constant.</summary>
    public static int ResultRows(Frame frame, params ReadOnlySpan<ColumnVector> arguments)
    {
        foreach (ColumnVector argument in arguments)
        {
            if (argument.Count != 1) return frame.RowCount;
        }

        return 1;
    }

    public static ColumnVector NewVector(SqlType type) => ColumnVector.Create(type.Type, type.Precision, type.Scale);

    private static ColumnVector Call(BoundCall call, Frame frame)
    {
        var arguments = new ColumnVector[call.Arguments.Count];
        for (int i = 0; i < arguments.Length; i++) arguments[i] = Evaluate(call.Arguments[i], frame);
        int rows = ResultRows(frame, arguments);
        return call.Function switch
        {
            "+" or "-" or "*" or "/" or "%" or "&" or "|" or "^" =>
                Arithmetic.Evaluate(call.Function, call.Type, arguments[0], arguments[1], rows),
            "=" or "!=" or "<" or "<=" or ">" or ">=" => Comparison.Evaluate(call.Function, arguments[0], arguments[1], rows),
            _ => Functions.Evaluate(call, arguments, rows),
        };
    }

    private static ColumnVector Bind(BoundBind bind, Frame frame)
    {
        if (bind.Index < frame.Binds.Count) return Conversion.Convert(frame.Binds[bind.Index], bind.Type, isImplicit: true);
        ColumnVector missing = NewVector(bind.Type);
        missing.AppendNull();
        return missing;
    }

    private static ColumnVector Constant(BoundConstant constant)
    {
        SqlType type = constant.Type.IsNull ? SqlType.Varchar : constant.Type;
        ColumnVector vector = NewVector(type);
        switch (constant.Value)
        {
            case null:
                vector.AppendNull();
                break;
            case bool flag:
                ((FixedVector<byte>)vector).Append(flag ? (byte)1 : (byte)0);
                break;
            case long number when vector is FixedVector<int> ints:
                ints.Append((int)number);
                break;
            case long number:
                ((FixedVector<long>)vector).Append(number);
                break;
            case double number:
                ((FixedVector<double>)vector).Append(number);
                break;
            case string text:
                CellParser.TryAppend(vector, text);
                break;
            case BigInteger unscaled:
                DecimalCells.TryAppend(vector, unscaled, type.Scale, round: false);
                break;
        }

        return vector;
    }
}
