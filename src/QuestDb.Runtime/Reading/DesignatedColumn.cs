using QuestDb.Egress;

namespace QuestDb.Reading;

/// <summary>Asks the server for the name of a table's designated timestamp.</summary>
internal static class DesignatedColumn
{
    /// <summary>The name; null when there is no such table, or it has no designated timestamp.</summary>
    /// <param name="queries">Where connections come from.</param>
    /// <param name="table">The table; its name is legal, so that it has no quote.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static async ValueTask<string?> FindAsync(QueryPool queries, string table, CancellationToken cancellationToken)
    {
        await using var reader = new Reader(await queries.BorrowAsync(cancellationToken).ConfigureAwait(false));
        string sql = $"SELECT \"column\" FROM table_columns('{table}') WHERE designated";
        Cursor cursor = await reader.ExecuteAsync(sql, cancellationToken).ConfigureAwait(false);
        await using (cursor.ConfigureAwait(false))
        {
            while (await cursor.NextBatchAsync(cancellationToken).ConfigureAwait(false) is { } batch)
            {
                if (batch.RowCount > 0) return batch[0].AsVarchar()[0];
            }
        }

        return null;
    }
}
