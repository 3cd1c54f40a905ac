using QuestDb.Shared.Sql;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Sql.Execution;

/// <summary>CASE and coalesce: a branch is computed only for the rows that take it, as it may fail in others.</summary>
internal static class Conditional
{
    public static ColumnVector Case(BoundCall call, Frame frame)
    {
        var branches = new Branches(call.Type, frame);
        int[] open = AllRows(frame.RowCount);
        for (int i = 0; i + 1 < call.Arguments.Count && open.Length > 0; i += 2)
        {
            var flags = (FixedVector<byte>)Evaluator.Rows(call.Arguments[i], frame.Select(open));
            (int[] taken, open) = Split(open, flags.Values);
            branches.Add(call.Arguments[i + 1], taken);
        }

        branches.Add(call.Arguments[^1], open);
        return branches.Result();
    }

    public static ColumnVector Coalesce(BoundCall call, Frame frame)
    {
        var branches = new Branches(call.Type, frame);
        int[] open = AllRows(frame.RowCount);
        for (int i = 0; i < call.Arguments.Count && open.Length > 0; i++)
        {
            ColumnVector values = Evaluator.Rows(call.Arguments[i], frame.Select(open));
            bool last = i == call.Arguments.Count - 1;
            var has = new byte[open.Length];
            for (int row = 0; row < has.Length; row++) has[row] = last || !Comparison.IsSqlNull(values, row) ? (byte)1 : (byte)0;
            (int[] taken, int[] rest) = Split(open, has);
            (int[] positions, _) = Split(AllRows(open.Length), has);
            branches.Add(values.Gather(positions), taken);
            open = rest;
        }

        return branches.Result();
    }

    private static int[] AllRows(int count)
    {
        var rows = new int[count];
        for (int i = 0; i < count; i++) rows[i] = i;
        return rows;
    }

    private static (int[] Taken, int[] Open) Split(int[] rows, ReadOnlySpan<byte> flags)
    {
        var taken = new List<int>(rows.Length);
        var rest = new List<int>();
        for (int i = 0; i < rows.Length; i++) (flags[i] != 0 ? taken : rest).Add(rows[i]);
        return (taken.ToArray(), rest.ToArray());
    }

    /// <summary>Puts the values of branches back into the order of the rows.</summary>
    private sealed class Branches(SqlType type, Frame frame)
    {
        private readonly ColumnVector _values = Evaluator.NewVector(type);
        private readonly int[] _places = new int[frame.RowCount];

        public void Add(BoundExpression value, int[] rows)
        {
            if (rows.Length > 0) Add(Evaluator.Rows(value, frame.Select(rows)), rows);
        }

        public void Add(ColumnVector values, int[] rows)
        {
            for (int i = 0; i < rows.Length; i++) _places[rows[i]] = _values.Count + i;
            _values.AppendAll(values);
        }

        public ColumnVector Result() => _values.Gather(_places);
    }
}
