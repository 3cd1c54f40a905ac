using QuestDb.Shared.Wire;
using QuestDb.Testing.Protocol.Egress;
using QuestDb.Testing.Sql;
using QuestDb.TestSupport;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Tests.Protocol;

/// <summary>Stands in for the database: answers statements with what a recording holds for their request ids, and counts commits.</summary>
internal sealed class RecordedEngine
{
    private readonly List<Outcome> _outcomes = [];
    private readonly Dictionary<string, long> _transactions = [];

    public RecordedEngine(ControlVector vector)
    {
        if (vector.Path.Contains("write", StringComparison.Ordinal)) return;
        var decoder = new ReferenceResultFrameDecoder();
        var batches = new List<ResultBatchFrame>();
        foreach (byte[] bytes in vector.ServerMessages)
        {
            ReferenceServerFrame frame = decoder.Decode(bytes);
            // The refusal of a second query is the server's own doing.
            if (frame is QueryErrorFrame refusal && batches.Count > 0 && batches[0].RequestId != refusal.RequestId) continue;
            if (frame is ResultBatchFrame batch) batches.Add(batch);
            if (frame is not (ResultEndFrame or QueryErrorFrame or ExecDoneFrame)) continue;
            _outcomes.Add(new Outcome(frame, batches.Count == 0 ? null : CellTable.Concat([.. batches.Select(b => b.ToTable())])));
            batches.Clear();
        }

        // A client that left in the middle of a result saw as much of it as one that cancelled.
        if (batches.Count > 0)
            _outcomes.Add(new Outcome(new QueryErrorFrame(batches[0].RequestId, 0, ""),
                CellTable.Concat([.. batches.Select(b => b.ToTable())])));
    }

    private sealed record Outcome(ReferenceServerFrame End, CellTable? Rows)
    {
        public long RequestId => End switch
        {
            ResultEndFrame end => end.RequestId,
            QueryErrorFrame error => error.RequestId,
            _ => ((ExecDoneFrame)End).RequestId,
        };
    }

    public StatementResult Execute(ReceivedQuery request, CancellationToken cancellationToken)
    {
        int index = _outcomes.FindIndex(o => o.RequestId == request.RequestId);
        Outcome outcome = index >= 0 ? _outcomes[index] : throw new SqlException(StatusCode.InternalError, $"not recorded: {request.Sql}");
        _outcomes.RemoveAt(index);
        switch (outcome)
        {
            case { End: ExecDoneFrame done }:
                return new ExecResult(done.OpType, done.RowsAffected);
            case { End: QueryErrorFrame error, Rows: null }:
                throw new SqlException((StatusCode)error.Status, error.Message);
        }

        CellTable rows = outcome.Rows!;
        // What came behind a cancelled batch was never sent: any row does, as long as there is one.
        if (outcome.End is QueryErrorFrame) rows.Rows.Add(rows.Rows[^1]);
        return new RowsResult([.. rows.Columns.Select((c, i) => new ResultColumn(c.Name, CellVectors.FromTable(rows, i)))],
            rows.Rows.Count);
    }

    public IReadOnlyList<(string Table, long SeqTxn)> Commit(IReadOnlyList<IngestBlock> blocks, OpenTables open)
    {
        string[] tables = [.. blocks.Select(b => b.Table).Distinct()];
        foreach (string table in tables) _transactions[table] = _transactions.GetValueOrDefault(table) + 1;
        return [.. tables.Select(t => (t, _transactions[t]))];
    }
}
