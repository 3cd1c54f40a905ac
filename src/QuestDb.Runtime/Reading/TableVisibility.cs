using QuestDb.Egress;
using QuestDb.Ingest.Senders;

namespace QuestDb.Reading;

/// <summary>
/// Waits until accepted rows can be queried: an OK means that they are in the write-ahead log, from which the server applies them
/// to the table a little later. <c>wal_tables()</c> tells how far it is.
/// </summary>
internal sealed class TableVisibility(QueryPool queries) : ITableVisibility
{
    private const string ProgressSql = "SELECT writerTxn, suspended, sequencerTxn FROM wal_tables() WHERE name = $1";
    private const string IdSql = "SELECT id FROM tables() WHERE table_name = $1";

    private const string MadeAgain = "was dropped and made again since, or another table has its name, and the rows went with the old one";

    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public async ValueTask WaitAsync(IReadOnlyList<TableTransaction> tables, CancellationToken cancellationToken)
    {
        if (tables.Count == 0) return;
        await using var reader = new Reader(await queries.BorrowAsync(cancellationToken).ConfigureAwait(false));
        foreach (TableTransaction table in tables) await WaitAsync(reader, table, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask WaitAsync(Reader reader, TableTransaction table, CancellationToken cancellationToken)
    {
        if (await IsAppliedAsync(reader, table, cancellationToken).ConfigureAwait(false)) return;
        long? id = await IdOfAsync(reader, table.Table, cancellationToken).ConfigureAwait(false);
        TimeSpan pause = s_firstPause;
        do
        {
            // The disposed client does not end a reader that it has lent, so without this check the loop could go on for ever.
            if (queries.Endpoints.Closing.IsCancellationRequested)
            {
                throw new QuestDbException(ErrorCode.Disposed,
                    $"The client was disposed before the accepted rows of table {table.Table} could be queried.")
                {
                    Table = table.Table,
                };
            }

            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
        }
        while (!await IsAppliedAsync(reader, table, cancellationToken).ConfigureAwait(false));

        // Other writers may have brought a new table of the name to the same number.
        if (await IdOfAsync(reader, table.Table, cancellationToken).ConfigureAwait(false) != id) throw Failed(table.Table, MadeAgain);
    }

    private static async ValueTask<bool> IsAppliedAsync(Reader reader, TableTransaction table, CancellationToken cancellationToken)
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

        throw Failed(table.Table, "is not among the server's wal_tables(): it was dropped or renamed since");
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

    private static QuestDbException Failed(string table, string why) =>
        new(ErrorCode.NotVisible, $"The rows were accepted, but can't be waited for: table {table} {why}.") { Table = table };
}
