using CsCheck;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Matrix;

/// <summary>
/// Random tables, made by the server from the first write, filled by each writer that takes any schema, read through
/// views; a failure prints its seed.
/// </summary>
[Trait("Category", "Integration")]
public sealed class RandomTableTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const int Samples = 60;

    [Fact]
    public Task Chunks_read_back_as_they_were_written() => CheckAsync("it_random_chunk", static (client, table) =>
    {
        using ColumnSender sender = client.BorrowColumnSender();
        var chunk = new Chunk(table.Name);
        new ChunkCells(copies: table.Rows.Count % 2 == 0).Set(chunk, table);
        return sender.Flush(chunk);
    });

    [Fact]
    public Task Rows_read_back_as_they_were_written() => CheckAsync("it_random_row", static (client, table) =>
    {
        using RowSender sender = client.BorrowRowSender();
        RowBuffer buffer = sender.NewBuffer();
        foreach (Cell[] row in table.Rows) RowCells.Add(buffer.Table(table.Name), table, row);
        return sender.Flush(buffer);
    });

    private async Task CheckAsync(string name, Func<QuestDbClient, CellTable, WriteReceipt> write)
    {
        int sample = 0;
        await TableGen.Any.SampleAsync(
            async any =>
            {
                CellTable table = any.Named($"{name}_{sample++}");
                await server.OwnTableAsync(table.Name);
                await write(server.Client, table).AcceptedAsync();
                await server.WaitForRowsAsync(table.Name, table.Rows.Count);
                CellTable read = await ReadAsync(table.Name);
                Renamed(table).InColumnsOf(read).AsStored().AssertEquals(read);
            },
            iter: Samples,
            threads: 1,
            print: TableGen.Describe);
    }

    private async Task<CellTable> ReadAsync(string table)
    {
        var batches = new List<CellTable>();
        await using Reader reader = await server.Client.BorrowReaderAsync();
        await using Cursor cursor = await reader.ExecuteAsync($"SELECT * FROM \"{Sql.Raw(table)}\"");
        while (await cursor.NextBatchAsync() is { } batch) batches.Add(BatchCells.Read(batch));
        return CellTable.Concat(batches);
    }

    /// <summary>The table with the name that the server gives to the designated timestamp.</summary>
    private static CellTable Renamed(CellTable table)
    {
        var renamed = new CellTable(table.Name,
            [.. table.Columns.Select(column => column.Name.Length == 0 ? column with { Name = TableGen.Designated } : column)]);
        renamed.Rows.AddRange(table.Rows);
        return renamed;
    }
}
