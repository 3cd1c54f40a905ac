using QuestDb.Egress;
using QuestDb.Ingest.Senders;
using QuestDb.Shared.Names;

namespace QuestDb.Reading;

/// <summary>
/// Waits until accepted rows can be queried: an OK means that they are in the write-ahead log, from which the server applies them
/// to the table a little later. <c>wal_tables()</c> tells how far it is.
/// </summary>
internal sealed class TableVisibility(QueryPool queries) : ITableVisibility
{
    private const string ProgressSql = "SELECT writerTxn, suspended, sequencerTxn FROM wal_tables() WHERE name = $1";
    private const string NamesSql = "SELECT name FROM wal_tables()";
    private const string IdSql = "SELECT id FROM tables() WHERE table_name = $1";

    private const string MadeAgain = "was dropped and made again since, or another table has its name, and the rows went with the old one";

    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public async ValueTask WaitAsync(IReadOnlyList<TableTransaction> tables, CancellationToken cancellationToken)
    {
        if (tables.Count == 0) return;
        // The disposed client does not end a reader that it has lent, so that a wait would go on for ever beside one that hangs.
        CancellationToken closing = queries.Endpoints.Closing;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, closing);
        try
        {
            await using var reader = new Reader(await queries.BorrowAsync(end.Token).ConfigureAwait(false));
            foreach (TableTransaction table in tables) await WaitAsync(reader, table, end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new QuestDbException(ErrorCode.Disposed,
                $"The client was disposed before the accepted rows of table {string.Join(", ", tables.Select(static t => t.Table))} "
                + "could be queried.")
            {
                Table = tables.Count == 1 ? tables[0].Table : null,
            };
        }
    }

    private async ValueTask WaitAsync(Reader reader, TableTransaction table, CancellationToken cancellationToken)
    {
        bool? applied = await IsAppliedAsync(reader, table, cancellationToken).ConfigureAwait(false);
        if (applied is null)
        {
            // Writers may spell a name in any case; lists have it as the table was created.
            table = table with { Table = await FindNameAsync(reader, table.Table, cancellationToken).ConfigureAwait(false) };
            applied = await IsAppliedAsync(reader, table, cancellationToken).ConfigureAwait(false);
        }

        if (applied == true) return;
        long? id = await IdOfAsync(reader, table.Table, cancellationToken).ConfigureAwait(false);
        TimeSpan pause = s_firstPause;
        while (applied == false)
        {
            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
            applied = await IsAppliedAsync(reader, table, cancellationToken).ConfigureAwait(false);
        }

        if (applied is null) throw Gone(table.Table);

        // Other writers may have brought a new table of the name to the same number.
        if (await IdOfAsync(reader, table.Table, cancellationToken).ConfigureAwait(false) != id) throw Failed(table.Table, MadeAgain);
    }

    /// <summary>Whether the server has applied the transaction; null when it lists no table of exactly this name.</summary>
    private static async ValueTask<bool?> IsAppliedAsync(Reader reader, TableTransaction table, CancellationToken cancellationToken)
    {
        Cursor cursor = await reader.ExecuteAsync(ProgressSql, cancellationToken, table.Table).ConfigureAwait(false);
        await using (cursor.ConfigureAwait(false))
        {
            while (await cursor.NextBatchAsync(cancellationToken).ConfigureAwait(false) is { } batch)
            {
                if (batch.RowCount == 0) continue;
                if (batch[0].AsLong()[0] >= table.Accepted) return true;
                // A suspended table still shows what it applied before, so this is an error only for rows that are not applied yet.
                if (batch[1].AsBoolean()[0] == true)
                {
                    throw Failed(table.Table,
                        "is suspended: the server does not apply its write-ahead log; see wal_tables(), and ALTER TABLE … RESUME WAL");
                }

                // A replica gets transactions later, but on the node that has accepted them they are in the log of the table.
                if (batch[2].AsLong()[0] < table.Accepted && reader.ServerInfo.Role != ServerRole.Replica)
                    throw Failed(table.Table, MadeAgain);
                return false;
            }
        }

        return null;
    }

    private static async ValueTask<string> FindNameAsync(Reader reader, string table, CancellationToken cancellationToken)
    {
        Cursor cursor = await reader.ExecuteAsync(NamesSql, cancellationToken).ConfigureAwait(false);
        await using (cursor.ConfigureAwait(false))
        {
            while (await cursor.NextBatchAsync(cancellationToken).ConfigureAwait(false) is { } batch)
            {
                foreach (string? name in batch[0].AsVarchar())
                {
                    if (NameComparer.Same(name, table)) return name!;
                }
            }
        }

        throw Gone(table);
    }

    private static async ValueTask<long?> IdOfAsync(Reader reader, string table, CancellationToken cancellationToken)
    {
        Cursor cursor = await reader.ExecuteAsync(IdSql, cancellationToken, table).ConfigureAwait(false);
        await using (cursor.ConfigureAwait(false))
        {
            while (await cursor.NextBatchAsync(cancellationToken).ConfigureAwait(false) is { } batch)
            {
                if (batch.RowCount > 0) return batch[0].AsInt()[0];
            }
        }

        return null;
    }

    private static QuestDbException Gone(string table) =>
        Failed(table, "is not among the server's wal_tables(): it was dropped or renamed since");

    private static QuestDbException Failed(string table, string why) =>
        new(ErrorCode.NotVisible, $"The rows were accepted, but can't be waited for: table {table} {why}.") { Table = table };
}
