namespace QuestDb.IntegrationTests.Matrix;

/// <summary>Reads a run through a reader, its cursor and the views of its batches.</summary>
internal static class ViewReading
{
    public static async Task<(RowKey Key, TCell Cell)[]> ReadAsync<TCell>(
        MatrixType<TCell> type, QuestDbClient client, string table, MatrixRun run)
    {
        var rows = new List<(RowKey Key, TCell Cell)>(run.Rows);
        await using Reader reader = await client.BorrowReaderAsync();
        await using Cursor cursor = await reader.ExecuteAsync(
            $"SELECT run, id, {MatrixType<TCell>.Column}, timestamp FROM \"{table}\" WHERE run = $1", default, run.Number);
        while (await cursor.NextBatchAsync() is { } batch) Read(type, batch, rows);
        return [.. rows];
    }

    private static void Read<TCell>(MatrixType<TCell> type, Batch batch, List<(RowKey Key, TCell Cell)> rows)
    {
        BatchColumn column = batch[MatrixType<TCell>.Column];
        Assert.Equal(type.Type, column.Type);
        var cells = new TCell[batch.RowCount];
        type.View(column, cells);
        Assert.Equal(cells.Count(cell => cell is null), column.NullCount);

        FixedColumnView<int> runs = batch["run"].AsInt();
        FixedColumnView<int> ids = batch["id"].AsInt();
        FixedColumnView<TimestampMicros> times = batch["timestamp"].AsTimestamp();
        for (int row = 0; row < cells.Length; row++)
        {
            rows.Add((new RowKey(runs.Value(row), ids.Value(row), times.Value(row).ToDateTime()), cells[row]));
        }
    }
}
