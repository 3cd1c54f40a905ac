using QuestDb.Configuration;
using QuestDb.Egress;
using QuestDb.Egress.Requests;
using QuestDb.Shared.Wire;
using QuestDb.TestSupport;
using QuestDb.Transport;

namespace QuestDb.Tests.Egress;

/// <summary>A result that is not whole, or not in order, is an error and never a smaller result.</summary>
public sealed class ResultIntegrityTests
{
    [Fact]
    public async Task One_of_five_rows_passed_as_the_whole_result()
    {
        QuestDbException e = await FailAsync(static async script =>
        {
            await script.SendLongsAsync(0, 1);
            await script.SendEndAsync(totalRows: 5);
        });
        Assert.Contains("5 rows, and 1 came", e.Message);
    }

    [Fact]
    public async Task A_missing_last_batch_passed_as_the_whole_result()
    {
        QuestDbException e = await FailAsync(static async script =>
        {
            await script.SendLongsAsync(0, 1);
            await script.SendAsync(ResultScript.Frame(0, [0x12, .. ResultScript.Id(script.RequestId), 1, 0]));
        });
        Assert.Contains("batch 1, and the last that came was batch 0", e.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_batch_out_of_sequence_was_taken(int second)
    {
        QuestDbException e = await FailAsync(async script =>
        {
            await script.SendLongsAsync(0, 1);
            await script.SendLongsAsync(second, 2);
            await script.SendEndAsync();
        });
        Assert.Contains($"batch {second} came in place of batch 1", e.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_delta_of_symbols_that_overlaps_the_dictionary_gave_ids_other_texts(int start)
    {
        QuestDbException e = await FailAsync(async script =>
        {
            await script.SendSymbolsAsync(0, 0, ["a", "b"], 0, 1);
            await script.SendSymbolsAsync(1, start, ["x"], 0);
            await script.SendEndAsync();
        });
        Assert.Contains($"has 2 entries and the delta starts at {start}", e.Message);
    }

    [Fact]
    public async Task Rows_that_a_server_counts_or_does_not_count_are_no_error()
    {
        await using ScriptedServer server = ScriptedServer.Start(static async connection =>
        {
            ResultScript script = await ResultScript.BeginAsync(connection);
            for (int total = 0; total <= 3; total += 3)
            {
                await script.ReceiveAsync(MessageKind.QueryRequest);
                await script.SendLongsAsync(0, 1, 2);
                await script.SendLongsAsync(1, 3);
                await script.SendEndAsync(total);
            }

            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};");
        await using Reader reader = await client.BorrowReaderAsync();
        for (int i = 0; i < 2; i++)
        {
            await using Cursor cursor = await reader.ExecuteAsync("SELECT n");
            int rows = 0;
            while (await cursor.NextBatchAsync() is { } batch) rows += batch.RowCount;
            Assert.Equal(3, rows);
        }
    }

    [Fact]
    public async Task A_connection_with_a_run_is_never_given_out()
    {
        await using ScriptedServer server = ScriptedServer.Start(static async connection =>
        {
            ResultScript script = await ResultScript.BeginAsync(connection);
            if (connection.Index > 0) await script.AnswerAsync(7);
            await connection.ReceiveUntilClosedAsync();
        });
        using var transport = new QwpTransport(ConnectString.Parse($"ws::addr={server.Address};query_pool_max=1;"));
        await using var pool = new QueryPool(transport);
        QuerySession session = await pool.BorrowAsync(default);
        var call = new QueryCall(session, ownsSession: false, QueryText.Of("SELECT n", []), QueryPurpose.Cursor);
        await call.StartAsync(default);

        session.Dispose();

        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(async () => await call.NextAsync(default));
        Assert.Equal(ErrorCode.Disposed, e.Code);
        using QuerySession next = await pool.BorrowAsync(default);
        await using var answered = new QueryCall(next, ownsSession: false, QueryText.Of("SELECT n", []), QueryPurpose.Cursor);
        await answered.StartAsync(default);
        Assert.True(await answered.NextAsync(default));
        Assert.Equal(2, server.AcceptedConnections);
    }

    /// <summary>The error of a typed query and of a cursor that a script answers.</summary>
    private static async Task<QuestDbException> FailAsync(Func<ResultScript, Task> answer)
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            ResultScript script = await ResultScript.BeginAsync(connection);
            await script.ReceiveAsync(MessageKind.QueryRequest);
            await answer(script);
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};failover=off;");
        await using Reader reader = await client.BorrowReaderAsync();
        Cursor cursor = await reader.ExecuteAsync("SELECT n");
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(async () =>
        {
            while (await cursor.NextBatchAsync() is not null)
            {
                // Reads on until the error.
            }
        });
        Assert.Equal(ErrorCode.ProtocolError, e.Code);
        return e;
    }
}
