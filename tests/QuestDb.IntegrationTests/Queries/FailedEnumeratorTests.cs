namespace QuestDb.IntegrationTests.Queries;

/// <summary>Enumerators of results that have failed, or whose token was cancelled, never go on as if nothing had happened.</summary>
[Trait("Category", "Integration")]
public sealed class FailedEnumeratorTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string NullInMiddle = "SELECT CASE WHEN x = 1500 THEN NULL ELSE x END AS id FROM long_sequence(5000)";

    [Fact]
    public async Task A_failed_enumerator_went_on_with_the_next_batch()
    {
        await using QuestDbClient client = QuestDbClient.Connect(server.ConnectString + "max_batch_rows=1000;");
        await using QueryResult<Number>.Enumerator rows = client.Query<Number>(NullInMiddle).GetAsyncEnumerator();
        for (int i = 1; i <= 1000; i++)
        {
            Assert.True(await rows.MoveNextAsync());
            Assert.Equal(i, rows.Current.Id);
        }

        QuestDbException first = await Assert.ThrowsAsync<QuestDbException>(async () => await rows.MoveNextAsync());
        Assert.Equal(ErrorCode.UnexpectedNull, first.Code);
        for (int i = 0; i < 3; i++)
        {
            Assert.Same(first, await Assert.ThrowsAsync<QuestDbException>(async () => await rows.MoveNextAsync()));
        }
    }

    [Fact]
    public async Task A_failed_enumerator_of_batches_went_on_with_the_next_batch()
    {
        await using QuestDbClient client = QuestDbClient.Connect(server.ConnectString + "max_batch_rows=1000;");
        await using QueryBatchResult<Number>.Enumerator batches = client.QueryBatches<Number>(NullInMiddle).GetAsyncEnumerator();
        Assert.True(await batches.MoveNextAsync());
        QuestDbException first = await Assert.ThrowsAsync<QuestDbException>(async () => await batches.MoveNextAsync());
        Assert.Same(first, await Assert.ThrowsAsync<QuestDbException>(async () => await batches.MoveNextAsync()));
        Assert.Equal(ErrorCode.InvalidState, Assert.Throws<QuestDbException>(() => batches.Current).Code);
    }

    [Theory]
    [InlineData("SELECT x AS id FROM long_sequence(10)")]
    [InlineData("SELECT x AS id FROM long_sequence(1000000)")]
    public async Task A_token_cancelled_in_the_loop_body_still_yielded_the_rows_of_the_batch(string sql)
    {
        using var cancel = new CancellationTokenSource();
        int seen = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (Number _ in server.Client.Query<Number>(sql).WithCancellation(cancel.Token))
            {
                if (++seen == 5) await cancel.CancelAsync();
            }
        });
        Assert.Equal(5, seen);
    }

    [Fact]
    public async Task A_token_cancelled_in_the_loop_body_still_yielded_batches_that_had_come()
    {
        await using QuestDbClient client = QuestDbClient.Connect(server.ConnectString + "max_batch_rows=10;");
        using var cancel = new CancellationTokenSource();
        int seen = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (RecordBatch<Number> _ in client.QueryBatches<Number>("SELECT x AS id FROM long_sequence(40)")
                .WithCancellation(cancel.Token))
            {
                seen++;
                await cancel.CancelAsync();
            }
        });
        Assert.Equal(1, seen);
    }

    [Fact]
    public async Task Two_moves_at_once_are_one_clear_error()
    {
        await using QuestDbClient client = QuestDbClient.Connect(server.ConnectString + "max_batch_rows=10;");
        var refused = new List<QuestDbException>();
        for (int i = 0; i < 50; i++)
        {
            await using QueryBatchResult<Number>.Enumerator batches =
                client.QueryBatches<Number>("SELECT x AS id FROM long_sequence(10)").GetAsyncEnumerator();
            Task<bool> first = batches.MoveNextAsync().AsTask();
            try
            {
                await batches.MoveNextAsync();
            }
            catch (QuestDbException e)
            {
                refused.Add(e);
            }

            Assert.True(await first);
        }

        Assert.NotEmpty(refused);
        Assert.All(refused, static e => Assert.Equal(ErrorCode.InvalidState, e.Code));
        Assert.All(refused, static e => Assert.Contains("one thread at a time", e.Message));
    }
}
