using QuestDb.Configuration;
using QuestDb.Decoders.Batches;
using QuestDb.Egress;
using QuestDb.Egress.Requests;
using QuestDb.Shared.Wire;
using QuestDb.TestSupport;
using QuestDb.Tests.Ingest;
using QuestDb.Transport;

namespace QuestDb.Tests.Egress;

public sealed class QueryConnectionTests
{
    [Fact]
    public async Task A_server_that_stays_silent_after_the_upgrade_is_given_up()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};auth_timeout_ms=3000;");
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(
            () => client.Query<Tick>("SELECT 1").ToArrayAsync().WaitAsync(Poll.DefaultDeadline));
        Assert.Equal(ErrorCode.ConnectFailed, e.Code);
        Assert.Contains(server.Address, e.Message);
        Assert.Contains("SERVER_INFO", e.Message);
    }

    [Fact]
    public async Task Giving_up_a_query_that_has_ended_leaves_the_connection_to_the_next()
    {
        await using ScriptedServer server = ScriptedServer.Start(static async connection =>
        {
            ResultScript script = await ResultScript.BeginAsync(connection);
            await script.ReceiveAsync(MessageKind.QueryRequest);
            await script.SendEndAsync();
            await connection.ReceiveUntilClosedAsync();
        });
        using var transport = new QwpTransport(ConnectString.Parse($"ws::addr={server.Address};failover=off;"));
        await using var pool = new QueryPool(transport);
        using QuerySession session = await pool.BorrowAsync(default);
        var ended = new QueryRun(NewCall());
        session.Connection!.Begin(ended);
        Assert.Equal(QueryStep.End, ended.Wait(out _));
        var running = new QueryRun(NewCall());
        session.Connection.Begin(running);
        var tooLate = new QuestDbException(ErrorCode.ConnectionLost, "too late");

        // The clock of a query that was cancelled may strike as its end arrives.
        session.Connection.GiveUp(ended, tooLate);
        Assert.True(session.Connection.IsAlive);
        session.Connection.GiveUp(running, tooLate);
        Assert.False(session.Connection.IsAlive);
        Assert.Equal(TerminalKind.ConnectionLost, running.Terminal!.Value.Kind);

        QueryCall NewCall() => new(session, ownsSession: false, QueryText.Of("SELECT n", []), QueryPurpose.Rows);
    }

    [Fact]
    public async Task A_batch_that_was_being_decoded_when_its_connection_broke_is_not_part_of_the_next_result()
    {
        await using ScriptedServer server = ScriptedServer.Start(static async connection =>
        {
            ResultScript script = await ResultScript.BeginAsync(connection);
            await script.ReceiveAsync(MessageKind.QueryRequest);
            if (connection.Index > 0)
            {
                await script.SendLongsAsync(0, 7);
                await script.SendEndAsync();
            }

            await connection.ReceiveUntilClosedAsync();
        });
        using var transport = new QwpTransport(ConnectString.Parse($"ws::addr={server.Address};"));
        await using var pool = new QueryPool(transport);
        using QuerySession session = await pool.BorrowAsync(default);
        await using var call = new QueryCall(session, ownsSession: false, QueryText.Of("SELECT n", []), QueryPurpose.Rows);
        var run = new QueryRun(call);
        session.Connection!.Begin(run);

        // A send fails while the receiver has the first batch in hand.
        run.Answered();
        session.Connection.Fail(new QuestDbException(ErrorCode.ConnectionLost, "a send failed"));
        run.Post(new ResultBatch { RowCount = 3 });
        Assert.Equal(QueryStep.Broken, run.Take(default, out ResultBatch? batch));
        Assert.Null(batch);
        await call.StartAsync(default);
        Assert.True(await call.NextAsync(default));
        Assert.Equal(1, call.Batch.RowCount);
        Assert.False(await call.NextAsync(default));
    }

    [Fact]
    public async Task Many_queries_at_once_all_get_past_an_endpoint_that_is_down()
    {
        const int Queries = 8;
        int waiting = 0;
        var all = new TaskCompletionSource();
        await using ScriptedServer down = ScriptedServer.Start(async connection =>
        {
            await connection.ReadRequestAsync();
            if (Interlocked.Increment(ref waiting) == Queries) all.SetResult();
            await all.Task.WaitAsync(connection.Stopping);
            await connection.RespondAsync("503 Service Unavailable", ["Content-Length: 0"]);
        });
        await using ScriptedServer up = ScriptedServer.Start(static async connection =>
        {
            await ResultScript.BeginAsync(connection);
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={down.Address},{up.Address};");
        Reader[] readers = await Task.WhenAll(Enumerable.Range(0, Queries).Select(_ => client.BorrowReaderAsync().AsTask()))
            .WaitAsync(Poll.DefaultDeadline);
        Assert.Equal(Queries, up.AcceptedConnections);
        foreach (Reader reader in readers) await reader.DisposeAsync();
    }

    [Fact]
    public async Task Idle_connections_let_go_of_large_batches()
    {
        await using ScriptedServer server = ScriptedServer.Start(static async connection =>
        {
            ResultScript script = await ResultScript.BeginAsync(connection);
            await script.ReceiveAsync(MessageKind.QueryRequest);
            await connection.ReceiveUntilClosedAsync();
        });
        using var transport = new QwpTransport(ConnectString.Parse($"ws::addr={server.Address};"));
        await using var pool = new QueryPool(transport);
        using QuerySession session = await pool.BorrowAsync(default);
        var run = new QueryRun(new QueryCall(session, ownsSession: false, QueryText.Of("SELECT n", []), QueryPurpose.Rows));
        session.Connection!.Begin(run);
        var batches = new BatchPool(4);
        ResultBatch[] rented = await RentAsync();
        for (int i = 0; i < rented.Length; i++) rented[i].Body = new byte[(i + 1) * 1024 * 1024];
        foreach (ResultBatch batch in rented) batches.Return(batch);

        batches.Trim();
        // The places of those that went are free for new ones.
        ResultBatch[] kept = await RentAsync();
        Assert.InRange(kept.Sum(static batch => batch.HeldBytes), 1, 8 * 1024 * 1024);
        Assert.Contains(kept, rented.Contains);

        async Task<ResultBatch[]> RentAsync()
        {
            var taken = new ResultBatch[4];
            for (int i = 0; i < taken.Length; i++) taken[i] = (await Task.Run(() => batches.Rent(run)).WaitAsync(Poll.DefaultDeadline))!;
            return taken;
        }
    }
}
