namespace QuestDb.IntegrationTests.QueryFailover;

/// <summary>The ways to read a result that hand rows out while it still comes.</summary>
public enum ReadBy
{
    Rows,
    Batches,
    Cursor,
    BlockingCursor,
}

/// <summary>Reads the column <c>id</c> in one of the ways.</summary>
internal static class Readout
{
    /// <param name="db">The client.</param>
    /// <param name="by">The way.</param>
    /// <param name="options">How to run the query.</param>
    /// <param name="into">Takes the values as they are handed out.</param>
    /// <param name="after">Called after each row or batch.</param>
    /// <param name="sql">The query.</param>
    public static async Task ReadAsync(
        QuestDbClient db, ReadBy by, QueryOptions options, List<long> into, Func<Task>? after = null, string sql = Cluster.LongResult)
    {
        after ??= static () => Task.CompletedTask;
        // A cursor that blocks does not block the test, also where a connection is there at once and nothing waits before it.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        switch (by)
        {
            case ReadBy.Rows:
                await foreach (Number row in db.Query<Number>(sql).With(options))
                {
                    into.Add(row.Id);
                    await after();
                }

                break;
            case ReadBy.Batches:
                await foreach (RecordBatch<Number> batch in db.QueryBatches<Number>(sql).With(options))
                {
                    foreach (Number row in batch.Span) into.Add(row.Id);
                    await after();
                }

                break;
            default:
                await using (Reader reader = await db.BorrowReaderAsync())
                await using (Cursor cursor = await reader.Prepare(sql).ExecuteAsync(options))
                {
                    while ((by == ReadBy.Cursor ? await cursor.NextBatchAsync() : cursor.NextBatch()) is { } batch)
                    {
                        Take(batch, into);
                        await after();
                    }
                }

                break;
        }
    }

    private static void Take(Batch batch, List<long> into)
    {
        foreach (long? id in batch["id"].AsLong()) into.Add(id!.Value);
    }

    /// <summary>Fails unless the values are 1, 2, 3, …, so many of them.</summary>
    public static void AssertCount(int rows, List<long> ids)
    {
        Assert.Equal(rows, ids.Count);
        AssertOnce(ids);
    }

    /// <summary>Fails unless the values are 1, 2, 3, …, each once.</summary>
    public static void AssertOnce(List<long> ids)
    {
        for (int i = 0; i < ids.Count; i++)
        {
            if (ids[i] != i + 1) Assert.Fail($"Row {i} is {ids[i]}.");
        }
    }
}
