using QuestDb.Testing;

namespace QuestDb.Soak.Schema;

/// <summary>
/// One client writes while another drops, makes, truncates, renames and alters the table at random. Before a table goes, its rows are
/// read, so that at the end each row is in a table, was in one that went, or is named by an error.
/// </summary>
public static class SchemaRun
{
    /// <summary>Renamed tables that are kept; another one is dropped first.</summary>
    private const int MaxTables = 4;

    /// <param name="changes">How often the other client changes something.</param>
    /// <param name="connectString">The server; null for one in this process.</param>
    /// <param name="seed">Where the random numbers begin.</param>
    /// <param name="log">Told of the run as it goes.</param>
    public static async Task<SchemaReport> RunAsync(int changes, string? connectString, int seed, TextWriter log)
    {
        await using QuestDbTestServer? server = connectString is null ? await QuestDbTestServer.StartAsync() : null;
        string conf = connectString ?? server!.ConnectString;
        long sentAgain = 0;
        var options = new QuestDbOptions
        {
            EventListener = e =>
            {
                if (e.Kind == ClientEventKind.Rejected) Interlocked.Increment(ref sentAgain);
            },
        };
        await using QuestDbClient writing = QuestDbClient.Connect(conf, options);
        await using QuestDbClient other = QuestDbClient.Connect(conf);
        var tables = new SchemaTables(other);
        foreach (string table in await tables.NamesAsync()) await tables.ExecuteAsync($"DROP TABLE IF EXISTS {table}");
        await tables.CreateAsync();

        var ledger = new SchemaLedger();
        var writer = new SchemaWriter(writing, ledger, new Random(seed));
        var changer = new SchemaChanger(tables, ledger, writer, new Random(seed + 1), MaxTables);
        using var stop = new CancellationTokenSource();
        Task running = writer.RunAsync(stop.Token);
        try
        {
            for (int i = 1; i <= changes; i++)
            {
                await changer.ChangeAsync();
                if (i % 50 == 0) log.WriteLine($"{i} of {changes} changes, {ledger.Count:N0} rows");
            }
        }
        catch (Exception e)
        {
            log.WriteLine($"The run ends: {e.Message}");
            throw;
        }
        finally
        {
            await stop.CancelAsync();
            await running;
        }

        long doubled = await changer.CheckAsync();
        foreach (string table in await tables.NamesAsync()) await tables.ExecuteAsync($"DROP TABLE IF EXISTS {table}");
        return new SchemaReport
        {
            Changes = changer.Counts,
            Written = ledger.Count,
            Stored = ledger.CountOf(RowFate.Accepted),
            Gone = ledger.CountOf(RowFate.Gone),
            InDoubt = ledger.CountOf(RowFate.InDoubt),
            Named = ledger.CountOf(RowFate.Named),
            Lost = ledger.CountOf(RowFate.Lost),
            Doubled = doubled,
            SentAgain = Interlocked.Read(ref sentAgain),
        };
    }
}
