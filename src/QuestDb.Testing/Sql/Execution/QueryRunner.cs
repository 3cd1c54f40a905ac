using QuestDb.Shared.Sql;
using QuestDb.Shared.Wire;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Sql.Execution;

/// <summary>Runs a bound query over snapshots of tables.</summary>
/// <param name="tables">The tables that the query names.</param>
/// <param name="catalog">Yields the columns of <c>tables()</c> and the like.</param>
/// <param name="binds">Bind values, one row each.</param>
/// <param name="cancellationToken">Looked at between the steps of the query.</param>
internal sealed class QueryRunner(
    IReadOnlyDictionary<string, TableSnapshot> tables, Func<BoundCatalog, ColumnVector[]> catalog,
    IReadOnlyList<ColumnVector> binds, CancellationToken cancellationToken)
{
    // long_sequence() is materialised, so it must fit into memory.
    private const int MaxSequence = 50_000_000;

    public RowsResult Run(BoundQuery query)
    {
        Frame frame = Source(query.Source);
        cancellationToken.ThrowIfCancellationRequested();
        if (query.Where is not null) frame = frame.Select(Evaluator.Matches(query.Where, frame));
        cancellationToken.ThrowIfCancellationRequested();
        if (query.Grouping is not null) frame = Grouped(query, query.Grouping, frame);
        IReadOnlyList<BoundExpression> outputs = query.Columns.Select(c => c.Value).ToArray();
        if (query.Distinct) (frame, outputs) = Distinct(outputs, frame);
        cancellationToken.ThrowIfCancellationRequested();
        frame = OrderAndLimit(query, outputs, frame);
        var columns = new ResultColumn[query.VisibleColumns];
        for (int i = 0; i < columns.Length; i++) columns[i] = new ResultColumn(query.Columns[i].Name, Evaluator.Rows(outputs[i], frame));
        return new RowsResult(columns, frame.RowCount);
    }

    private Frame Source(BoundSource source)
    {
        switch (source)
        {
            case BoundTable table:
                TableSnapshot snapshot = tables[table.Table.Name];
                return new Frame(snapshot.Columns, snapshot.RowCount, binds);
            case BoundSubquery subquery:
                RowsResult rows = Run(subquery.Query);
                return new Frame(rows.Columns.Select(c => c.Values).ToArray(), rows.RowCount, binds);
            case BoundSequence sequence:
                FixedVector<long> numbers = Sequence(sequence);
                return new Frame([numbers], numbers.Count, binds);
            case BoundCatalog listing:
                ColumnVector[] columns = catalog(listing);
                return new Frame(columns, columns[0].Count, binds);
            default:
                return new Frame([], 1, binds);
        }
    }

    private Frame Grouped(BoundQuery query, BoundGrouping grouping, Frame frame)
    {
        Frame groups = Group(grouping, frame);
        return IsEndOfTable(query, frame) ? groups.Range(0, 0) : groups;
    }

    /// <summary>
    /// Whether the only thing that is asked for is the designated timestamp of the first or last row, and there is none: QuestDB reads
    /// that row then in place of grouping, and so has no row, where a group of nothing would have one of NULL.
    /// </summary>
    private static bool IsEndOfTable(BoundQuery query, Frame frame) => frame.RowCount == 0 && query.Source is BoundTable source
        && query.Grouping is
        {
            Keys.Count: 0,
            Aggregates: [{ Function: "max" or "min" or "first" or "last", Argument: BoundColumn argument }],
        }
        && argument.Index == source.Table.DesignatedTimestamp;

    private Frame Group(BoundGrouping grouping, Frame frame)
    {
        ColumnVector[] keys = grouping.Keys.Select(k => Evaluator.Rows(k, frame)).ToArray();
        cancellationToken.ThrowIfCancellationRequested();
        Grouping groups = Grouping.By(keys, frame.RowCount);
        var columns = new List<ColumnVector>();
        foreach (ColumnVector key in keys) columns.Add(key.Gather(groups.FirstRows));
        foreach (BoundAggregate aggregate in grouping.Aggregates) columns.Add(Aggregation.Evaluate(aggregate, frame, groups));
        return new Frame(columns, groups.GroupCount, binds);
    }

    private (Frame Frame, IReadOnlyList<BoundExpression> Outputs) Distinct(IReadOnlyList<BoundExpression> outputs, Frame frame)
    {
        ColumnVector[] columns = outputs.Select(o => Evaluator.Rows(o, frame)).ToArray();
        int[] rows = Grouping.By(columns, frame.RowCount).FirstRows;
        Frame distinct = new Frame(columns, frame.RowCount, binds).Select(rows);
        return (distinct, outputs.Select((o, i) => (BoundExpression)new BoundColumn(o.Type, i, "")).ToArray());
    }

    private Frame OrderAndLimit(BoundQuery query, IReadOnlyList<BoundExpression> outputs, Frame frame)
    {
        (int start, int count) = LimitRange(query, frame.RowCount);
        if (query.OrderBy.Count == 0) return frame.Range(start, count);
        ColumnVector[] keys = query.OrderBy.Select(o => Evaluator.Rows(outputs[o.Column], frame)).ToArray();
        int[] rows = RowOrder.Sort(keys, query.OrderBy.Select(o => o.Descending).ToArray(), frame.RowCount);
        return frame.Select(rows.AsSpan(start, count).ToArray());
    }

    private (int Start, int Count) LimitRange(BoundQuery query, int rowCount)
    {
        long? low = Scalar(query.LimitLow), high = Scalar(query.LimitHigh);
        // "LIMIT n, null" is empty, while "LIMIT null" and "LIMIT null, n" leave the bound out.
        if (low is not null && high is null) return (0, 0);
        return RowLimit.Range(low, high, rowCount);
    }

    private FixedVector<long> Sequence(BoundSequence sequence)
    {
        long length = Scalar(sequence.Length) ?? 0;
        if (length > MaxSequence)
            throw new SqlException(StatusCode.InternalError,
                $"long_sequence({length}) is longer than the {MaxSequence} rows of the in-process server");
        var numbers = new long[Math.Max(0, length)];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = i + 1;
        return FixedVector<long>.Wrap(ColumnType.Long, numbers);
    }

    private long? Scalar(BoundExpression? expression)
    {
        if (expression is null) return null;
        ColumnVector value = Evaluator.Evaluate(expression, new Frame([], 1, binds));
        return value.IsNull(0) ? null : ((FixedVector<long>)value)[0];
    }
}
