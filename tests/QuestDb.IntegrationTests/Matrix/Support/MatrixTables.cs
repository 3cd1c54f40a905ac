using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Matrix;

/// <summary>The tables of one type, one for each writer: all of its runs are written by the first test that reads one of them.</summary>
public sealed class MatrixTables<TCell> : IAsyncLifetime
{
    private readonly ServerFixture _server = new();
    private readonly Dictionary<Writer, Task> _written = [];
    private TCell[]? _values;

    public QuestDbClient Client => _server.Client;

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    /// <summary>The cells that a run writes.</summary>
    public TCell[] Cells(MatrixType<TCell> type, MatrixRun run)
    {
        _values ??= type.Values();
        // Each run begins elsewhere, so that the short ones have different values.
        TCell[] cells = _values.AsSpan(run.Number, run.Rows).ToArray();
        for (int row = 0; row < cells.Length; row++)
            if (run.IsNull(row))
                cells[row] = default!;
        return cells;
    }

    /// <summary>Completes when the writer's table has the rows of all runs.</summary>
    public Task WrittenAsync(MatrixType<TCell> type, Writer writer)
    {
        if (!_written.TryGetValue(writer, out Task? task)) _written.Add(writer, task = WriteAsync(type, writer));
        return task;
    }

    private async Task WriteAsync(MatrixType<TCell> type, Writer writer)
    {
        string table = type.TableOf(writer);
        await _server.OwnTableAsync(table);
        if (!type.IsMadeByServer(writer)) await CreateAsync(type, writer);
        switch (writer)
        {
            case Writer.Typed:
                foreach (MatrixRun run in MatrixRun.All) await type.Typed.WriteAsync(Client, run, Cells(type, run));
                break;
            case Writer.Chunk:
                await WriteChunksAsync(type, table);
                break;
            default:
                await WriteRowsAsync(type, table);
                break;
        }

        await _server.WaitForRowsAsync(table, MatrixRun.All.Sum(run => run.Rows));
    }

    private Task CreateAsync(MatrixType<TCell> type, Writer writer) => writer == Writer.Typed
        ? type.Typed.CreateTableAsync(Client)
        : Client.ExecuteAsync(Sql.Raw(
            $"""
            CREATE TABLE "{type.TableOf(writer)}" (run INT, id INT, {MatrixType<TCell>.Column} {type.Sql}, timestamp TIMESTAMP)
            TIMESTAMP(timestamp) PARTITION BY DAY WAL
            """));

    private async Task WriteChunksAsync(MatrixType<TCell> type, string table)
    {
        using ColumnSender sender = Client.BorrowColumnSender();
        var chunk = new Chunk(table);
        foreach (MatrixRun run in MatrixRun.All)
        {
            int[] ids = [.. Enumerable.Range(0, run.Rows)];
            chunk.ColumnInt("run", Array.ConvertAll(ids, _ => run.Number)).ColumnInt("id", ids);
            type.Chunk(chunk, Cells(type, run));
            chunk.At(Array.ConvertAll(ids, run.TimeOf));
            sender.Flush(chunk);
            await sender.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        }
    }

    private async Task WriteRowsAsync(MatrixType<TCell> type, string table)
    {
        using RowSender sender = Client.BorrowRowSender();
        foreach (MatrixRun run in MatrixRun.All)
        {
            TCell[] cells = Cells(type, run);
            for (int row = 0; row < cells.Length; row++)
            {
                RowBuffer buffer = sender.Table(table).Column("run", run.Number).Column("id", row);
                type.Row(buffer, cells[row]);
                buffer.At(run.TimeOf(row));
            }

            sender.Flush();
            await sender.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        }
    }
}
