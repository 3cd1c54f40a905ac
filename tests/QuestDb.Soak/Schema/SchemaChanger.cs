namespace QuestDb.Soak.Schema;

/// <summary>
/// Changes the tables at random. Half of the drops and truncates come while nothing is under way, and then each row is known.
/// </summary>
internal sealed class SchemaChanger(SchemaTables tables, SchemaLedger ledger, SchemaWriter writer, Random random, int maxTables)
{
    private readonly Dictionary<string, int> _counts = [];
    private int _renamed;

    /// <summary>What was done, and how often.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    public async Task ChangeAsync()
    {
        string[] names = await tables.NamesAsync();
        string? table = names.Length == 0 ? null : names[random.Next(names.Length)];
        switch (table is null ? 0 : names.Length >= maxTables ? 1 : random.Next(7))
        {
            case 0:
                await tables.CreateAsync();
                Count("create");
                break;
            case 1:
                await TakeAwayAsync("drop", $"DROP TABLE {table}", table!);
                break;
            case 2:
                await TakeAwayAsync("drop and create", $"DROP TABLE {table}", table!);
                await tables.CreateAsync();
                break;
            case 3:
                await TakeAwayAsync("truncate", $"TRUNCATE TABLE {table}", table!);
                break;
            case 4:
                await tables.ExecuteAsync($"RENAME TABLE {table} TO {SchemaRow.Table}_{++_renamed}");
                Count("rename");
                break;
            case 5:
                await tables.ExecuteAsync($"ALTER TABLE {table} ADD COLUMN IF NOT EXISTS extra_{random.Next(5)} LONG");
                Count("add column");
                break;
            default:
                await DropColumnAsync(table!);
                break;
        }

        await Task.Delay(random.Next(1, 15));
    }

    /// <summary>Reads all tables while nothing is under way and tells the ledger; returns how many rows are there more than once.</summary>
    public async Task<long> CheckAsync()
    {
        var all = new List<long>();
        foreach (string table in await tables.NamesAsync()) all.AddRange(await tables.NumbersAsync(table));
        HashSet<long> distinct = [.. all];
        ledger.Check(distinct);
        return all.Count - distinct.Count;
    }

    private async Task TakeAwayAsync(string what, string sql, string table)
    {
        Count(what);
        bool isQuiet = random.Next(2) == 0;
        long known;
        using (await writer.PauseAsync())
        {
            await CheckAsync();
            ledger.Go(await OnlyInAsync(table));
            known = ledger.Count;
            if (isQuiet) await tables.ExecuteAsync(sql);
        }

        if (isQuiet) return;
        await Task.Delay(random.Next(0, 5));
        await tables.ExecuteAsync(sql);
        // What was written since is in another table, or went with this one; what is found keeps its place.
        using (await writer.PauseAsync())
        {
            long written = ledger.Count;
            ledger.Doubt(known, written);
            await CheckAsync();
        }
    }

    /// <summary>The rows of a table that no other table has too.</summary>
    private async Task<IEnumerable<long>> OnlyInAsync(string table)
    {
        HashSet<long> numbers = [.. await tables.NumbersAsync(table)];
        foreach (string other in await tables.NamesAsync())
        {
            if (other != table) numbers.ExceptWith(await tables.NumbersAsync(other));
        }

        return numbers;
    }

    private async Task DropColumnAsync(string table)
    {
        string column = random.Next(2) == 0 ? "Note" : $"extra_{random.Next(5)}";
        try
        {
            await tables.ExecuteAsync($"ALTER TABLE {table} DROP COLUMN {column}");
            Count("drop column");
        }
        catch (QueryException)
        {
            // The column is not there at the moment.
            Count("drop no column");
        }
    }

    private void Count(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;
}
