using QuestDb.Mapping;

namespace QuestDb.IntegrationTests.Matrix;

/// <summary>What every row of the matrix has beside its value: its run, its place, its time.</summary>
public readonly record struct RowKey(int Run, int Id, DateTime Time);

/// <summary>The records of a type, written and read through the typed client.</summary>
public interface ITypedRows<TCell>
{
    Task CreateTableAsync(QuestDbClient client);

    Task WriteAsync(QuestDbClient client, MatrixRun run, TCell[] cells);

    /// <summary>Writes and reads as the other two do, by way of the quarantine instead of a server.</summary>
    Task<(RowKey Key, TCell Cell)[]> ThroughQuarantineAsync(MatrixRun run, TCell[] cells);

    Task<(RowKey Key, TCell Cell)[]> ReadAsync(QuestDbClient client, string table, MatrixRun run);
}

/// <summary>
/// Rows without NULL are written through a member that can't be null, the others through one that can, and all are read through
/// the latter. A type without NULL has no nullable member: both records are the same, and NULL is false or 0 in the record already.
/// </summary>
public sealed class TypedRows<TCell, TRow, TNullableRow>(
    Func<RowKey, TCell, TRow> toRow,
    Func<RowKey, TCell, TNullableRow> toNullableRow,
    Func<TNullableRow, (RowKey Key, TCell Cell)> read) : ITypedRows<TCell>
    where TRow : IQuestTable<TRow>
    where TNullableRow : IQuestTable<TNullableRow>
{
    public Task CreateTableAsync(QuestDbClient client) => client.CreateTableAsync<TNullableRow>();

    public Task WriteAsync(QuestDbClient client, MatrixRun run, TCell[] cells) => run.Nulls == NullRows.None
        ? client.Write<TRow>(Rows(run, cells, toRow)).AcceptedAsync().AsTask()
        : client.Write<TNullableRow>(Rows(run, cells, toNullableRow)).AcceptedAsync().AsTask();

    public async Task<(RowKey Key, TCell Cell)[]> ThroughQuarantineAsync(MatrixRun run, TCell[] cells)
    {
        TNullableRow[] rows = run.Nulls == NullRows.None
            ? await QuarantineTrip.OfAsync<TRow, TNullableRow>(Rows(run, cells, toRow))
            : await QuarantineTrip.OfAsync<TNullableRow, TNullableRow>(Rows(run, cells, toNullableRow));
        return Array.ConvertAll(rows, row => read(row));
    }

    public async Task<(RowKey Key, TCell Cell)[]> ReadAsync(QuestDbClient client, string table, MatrixRun run)
    {
        TNullableRow[] rows = await client.Query<TNullableRow>($"SELECT * FROM \"{Sql.Raw(table)}\" WHERE run = {run.Number}")
            .ToArrayAsync();
        return Array.ConvertAll(rows, row => read(row));
    }

    private static T[] Rows<T>(MatrixRun run, TCell[] cells, Func<RowKey, TCell, T> toRow)
    {
        var rows = new T[cells.Length];
        for (int i = 0; i < cells.Length; i++) rows[i] = toRow(new RowKey(run.Number, i, run.TimeOf(i)), cells[i]);
        return rows;
    }
}
