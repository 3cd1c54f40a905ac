namespace QuestDb.Soak.Schema;

/// <summary>The tables of a run as another client sees them: the one that is written, and those that it was renamed to.</summary>
internal sealed class SchemaTables(QuestDbClient client)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The names of those that are there. A server lists a dropped table for a moment, in which it can't be read, and in <c>tables()</c>
    /// perhaps for ever.
    /// </summary>
    public async Task<string[]> NamesAsync()
    {
        long end = Environment.TickCount64 + (long)s_patience.TotalMilliseconds;
        while (true)
        {
            SchemaTable[] all = await client.Query<SchemaTable>("SELECT name FROM wal_tables()").ToArrayAsync();
            string[] names = [.. all.Select(static t => t.Name)
                .Where(static t => t.StartsWith(SchemaRow.Table, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
            if (await FirstMissingAsync(names) is not { } missing) return names;
            if (Environment.TickCount64 > end) throw new InvalidOperationException($"Table {missing} is listed and can't be read.");
            await Task.Delay(5);
        }
    }

    /// <summary>The numbers of a table's rows, when the server has applied all that it has accepted.</summary>
    public async Task<List<long>> NumbersAsync(string table)
    {
        long end = Environment.TickCount64 + (long)s_patience.TotalMilliseconds;
        while ((await client.Query<SchemaProgress>($"SELECT writerTxn, sequencerTxn FROM wal_tables() WHERE name = {table}").ToArrayAsync())
            is [var progress] && progress.WriterTxn < progress.SequencerTxn)
        {
            if (Environment.TickCount64 > end) throw new InvalidOperationException($"Table {table} is not applied: {progress}.");
            await Task.Delay(5);
        }

        var numbers = new List<long>();
        await foreach (SchemaNumber row in client.Query<SchemaNumber>($"SELECT Number FROM {Sql.Raw(table)}")) numbers.Add(row.Number);
        return numbers;
    }

    public Task ExecuteAsync(string sql) => client.ExecuteAsync(Sql.Raw(sql));

    public Task CreateAsync() => client.CreateTableAsync<SchemaRow>();

    private async Task<string?> FirstMissingAsync(string[] names)
    {
        foreach (string name in names)
        {
            try
            {
                await client.Query<SchemaNumber>($"SELECT Number FROM {Sql.Raw(name)} LIMIT 1").ToArrayAsync();
            }
            catch (QueryException e) when (e.Message.Contains("does not exist", StringComparison.Ordinal))
            {
                return name;
            }
        }

        return null;
    }
}

/// <summary>A table of the list.</summary>
[QuestRow]
public readonly partial record struct SchemaTable(string Name);

/// <summary>How far a table is.</summary>
[QuestRow]
public readonly partial record struct SchemaProgress(long WriterTxn, long SequencerTxn);
