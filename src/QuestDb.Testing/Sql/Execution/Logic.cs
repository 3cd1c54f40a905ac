using QuestDb.Shared.Sql;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Sql.Execution;

/// <summary>AND, OR and NOT. BOOLEAN has no NULL, so two values suffice.</summary>
internal static class Logic
{
    public static ColumnVector Evaluate(BoundCall call, Frame frame)
    {
        var left = (FixedVector<byte>)Evaluator.Evaluate(call.Arguments[0], frame);
        if (call.Function == "not") return Not(left.Values);
        var right = (FixedVector<byte>)Evaluator.Evaluate(call.Arguments[1], frame);
        int rows = Evaluator.ResultRows(frame, left, right);
        ReadOnlySpan<byte> a = left.Values, b = right.Values;
        int stepA = left.Count == 1 ? 0 : 1, stepB = right.Count == 1 ? 0 : 1;
        var result = new byte[rows];
        if (call.Function == "and")
        {
            for (int i = 0; i < rows; i++) result[i] = (byte)(a[i * stepA] & b[i * stepB]);
        }
        else
        {
            for (int i = 0; i < rows; i++) result[i] = (byte)(a[i * stepA] | b[i * stepB]);
        }

        return FixedVector<byte>.Wrap(ColumnType.Boolean, result);
    }

    private static FixedVector<byte> Not(ReadOnlySpan<byte> values)
    {
        var result = new byte[values.Length];
        for (int i = 0; i < values.Length; i++) result[i] = (byte)(values[i] ^ 1);
        return FixedVector<byte>.Wrap(ColumnType.Boolean, result);
    }
}
