using QuestDb.Shared.Sql;
using QuestDb.Shared.Wire;
using QuestDb.Testing.Sql.Execution;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Sql;

internal sealed partial class Database
{
    private ExecResult Insert(InsertSyntax syntax, IReadOnlyList<ColumnVector> binds, CancellationToken cancellationToken)
    {
        Table table = Find(syntax.Table);
        int[] targets = syntax.Columns.Count == 0
            ? Enumerable.Range(0, table.Columns.Count).ToArray()
            : syntax.Columns.Select(c => ColumnIndex(table, c)).ToArray();
        if (targets.Distinct().Count() != targets.Length) throw Refused(syntax.Table, "a column is named twice");
        if (table.Designated is not null && !targets.Contains(table.DesignatedTimestamp))
            throw Refused(syntax.Table, "insert statement must populate timestamp");
        var values = new ColumnVector?[table.Columns.Count];
        int rowCount = syntax.Query is null
            ? InsertRows(syntax, table, targets, values, binds)
            : InsertQuery(syntax.Query, table, targets, values, binds, cancellationToken);
        if (table.Designated is not null) CheckDesignated(values[table.DesignatedTimestamp]!);
        table.Append(values, rowCount);
        table.SeqTxn++;
        return new ExecResult(syntax.Query is null ? OperationType.Insert : OperationType.InsertSelect, (ulong)rowCount);
    }

    private static int InsertRows(
        InsertSyntax syntax, Table table, int[] targets, ColumnVector?[] values, IReadOnlyList<ColumnVector> binds)
    {
        var frame = new Frame([], 1, binds);
        var binder = new ExpressionBinder(new BindScope([]), BindTypes(binds));
        foreach (int target in targets) values[target] = Evaluator.NewVector(table.Columns[target].Type);
        int tuple = 0;
        foreach (IReadOnlyList<ExpressionSyntax> row in syntax.Rows)
        {
            tuple++;
            if (row.Count != targets.Length)
                throw Refused(syntax.Table,
                    $"row value count does not match column count [expected={targets.Length}, actual={row.Count}, tuple={tuple}]");
            for (int i = 0; i < targets.Length; i++)
            {
                TableColumn column = table.Columns[targets[i]];
                BoundExpression value = Stored(binder.Bind(row[i]), column, row[i].Position);
                values[targets[i]]!.AppendFrom(Evaluator.Evaluate(value, frame), 0);
            }
        }

        return syntax.Rows.Count;
    }

    private int InsertQuery(
        QuerySyntax query,
        Table table,
        int[] targets,
        ColumnVector?[] values,
        IReadOnlyList<ColumnVector> binds,
        CancellationToken cancellationToken)
    {
        RowsResult rows = Query(query, binds, cancellationToken);
        if (rows.Columns.Count != targets.Length)
            throw new SqlException(StatusCode.ParseError,
                $"column count mismatch [expected={targets.Length}, actual={rows.Columns.Count}]", query.Position);
        for (int i = 0; i < targets.Length; i++)
        {
            TableColumn column = table.Columns[targets[i]];
            ColumnVector source = rows.Columns[i].Values;
            var from = new SqlType(source.Type, source.Precision, source.Scale);
            if (!CastRules.Exists(from, column.Type)) throw Inconvertible(from, column, query.Position);
            values[targets[i]] = Conversion.Convert(source, column.Type, isImplicit: true);
        }

        return rows.RowCount;
    }

    // Converts a value to the type of its column, and refuses it where that could lose something.
    private static BoundExpression Stored(BoundExpression value, TableColumn column, int position)
    {
        if (!CastRules.Exists(value.Type, column.Type)) throw Inconvertible(value.Type, column, position);
        return ExpressionBinder.Convert(value, column.Type, position);
    }

    private static SqlException Inconvertible(SqlType from, TableColumn column, int position)
        => new(StatusCode.ParseError, $"inconvertible types: {from} -> {column.Type} [to={column.Name}]", position);

    private static void CheckDesignated(ColumnVector times)
    {
        if (DesignatedTimestamps.Problem((FixedVector<long>)times) is { } problem)
        {
            throw new SqlException(StatusCode.InternalError, problem);
        }
    }

    private ExecResult Update(UpdateSyntax syntax, IReadOnlyList<ColumnVector> binds, CancellationToken cancellationToken)
    {
        Table table = Find(syntax.Table);
        TableSnapshot snapshot = table.Snapshot();
        var binder = new ExpressionBinder(new BindScope(snapshot.Schema.Columns, table.Name), BindTypes(binds));
        var frame = new Frame(snapshot.Columns, snapshot.RowCount, binds);
        int[]? rows = syntax.Where is null ? null : Evaluator.Matches(binder.BindCondition(syntax.Where), frame);
        Frame changed = rows is null ? frame : frame.Select(rows);
        cancellationToken.ThrowIfCancellationRequested();
        var updates = new List<(int Column, ColumnVector Values)>();
        foreach (AssignmentSyntax assignment in syntax.Assignments)
        {
            int column = ColumnIndex(table, new TableNameSyntax(assignment.Column, assignment.Position));
            if (column == table.DesignatedTimestamp)
                throw new SqlException(StatusCode.ParseError, "Designated timestamp column cannot be updated", assignment.Position);
            BoundExpression value = Stored(binder.Bind(assignment.Value), table.Columns[column], assignment.Value.Position);
            updates.Add((column, Overlay(snapshot.Columns[column], Evaluator.Rows(value, changed), rows)));
        }

        foreach ((int column, ColumnVector values) in updates) table.Replace(column, values);
        table.SeqTxn++;
        // On a WAL table a real server answers with the transaction, not with a count.
        return new ExecResult(OperationType.Update, table.Wal ? (ulong)table.SeqTxn : (ulong)changed.RowCount);
    }

    private static ColumnVector Overlay(ColumnVector stored, ColumnVector values, int[]? rows)
    {
        ColumnVector result = stored is SymbolVector symbols ? new SymbolVector(symbols.Dictionary) : stored.NewEmpty();
        if (rows is null)
        {
            result.AppendAll(values);
            return result;
        }

        int next = 0;
        for (int row = 0; row < stored.Count; row++)
        {
            if (next < rows.Length && rows[next] == row) result.AppendFrom(values, next++);
            else result.AppendFrom(stored, row);
        }

        return result;
    }
}
