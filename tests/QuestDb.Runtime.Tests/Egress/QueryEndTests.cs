using QuestDb.Shared.Wire;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Egress;

/// <summary>How queries end that are sent again, cancelled, or both.</summary>
public sealed class QueryEndTests
{
    private const string Statement = "CREATE TABLE IF NOT EXISTS t (n LONG)";

    [Fact]
    public async Task A_statement_that_can_t_be_sent_again_may_have_run()
    {
        await using ScriptedServer server = ScriptedServer.Start(static async connection =>
        {
            if (connection.Index > 0)
            {
                await connection.ReadRequestAsync();
                await connection.RespondAsync("503 Service Unavailable", ["Content-Length: 0"]);
                return;
            }

            ResultScript script = await ResultScript.BeginAsync(connection);
            await script.ReceiveAsync(MessageKind.QueryRequest);
            connection.Drop();
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};failover_max_attempts=3;");
        QuestDbException e =
            await Assert.ThrowsAsync<QuestDbException>(() => client.ExecuteAsync(Statement, new QueryOptions { Replay = true }));
        Assert.Equal((ErrorCode.OutcomeUnknown, true), (e.Code, e.InDoubt));
        Assert.Contains("503", e.Message);
        Assert.Contains(Statement, e.Message);
    }

    [Fact]
    public async Task A_cancellation_does_not_wait_for_the_connection_on_which_a_query_would_be_sent_again()
    {
        var connecting = new TaskCompletionSource();
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            if (connection.Index > 0)
            {
                await connection.ReadRequestAsync();
                connecting.SetResult();
                await connection.ReceiveUntilClosedAsync();
            }

            ResultScript script = await ResultScript.BeginAsync(connection);
            await script.ReceiveAsync(MessageKind.QueryRequest);
            connection.Drop();
        });
        await using QuestDbClient client =
            QuestDbClient.Connect($"ws::addr={server.Address};auth_timeout_ms=600000;query_close_timeout_ms=600000;");
        using var cancel = new CancellationTokenSource();
        Task running = client.ExecuteAsync(Statement, new QueryOptions { Replay = true }, cancel.Token);
        await connecting.Task.WaitAsync(Poll.DefaultDeadline);
        await cancel.CancelAsync();
        OperationCanceledException e =
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(Poll.DefaultDeadline));
        Assert.Equal(cancel.Token, e.CancellationToken);
    }

    [Fact]
    public async Task Cancelling_hides_an_error_that_came_behind_batches_nobody_read()
    {
        await using ScriptedServer server = ScriptedServer.Start(static async connection =>
        {
            ResultScript script = await ResultScript.BeginAsync(connection);
            await script.ReceiveAsync(MessageKind.QueryRequest);
            await script.SendLongsAsync(0, 1);
            await script.SendAsync(ScriptedMessages.QueryError(script.RequestId, (byte)StatusCode.InternalError, "out of luck"));
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};");
        await using Reader reader = await client.BorrowReaderAsync();
        await using Cursor cursor = await reader.ExecuteAsync("SELECT n");
        await Poll.UntilAsync(() => cursor.Terminal is not null, "the error was read ahead");
        cursor.Cancel();
        Assert.Equal(TerminalKind.Cancelled, cursor.Terminal!.Value.Kind);
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await cursor.NextBatchAsync());
    }

    [Fact]
    public async Task Credit_that_was_granted_stays_0_without_flow_control()
    {
        await using ScriptedServer server = ScriptedServer.Start(static async connection =>
        {
            ResultScript script = await ResultScript.BeginAsync(connection);
            await script.ReceiveAsync(MessageKind.QueryRequest);
            await script.ReceiveAsync(MessageKind.Cancel);
            await script.SendEndAsync();
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};initial_credit=0;");
        await using Reader reader = await client.BorrowReaderAsync();
        await using Cursor cursor = await reader.ExecuteAsync("SELECT n");
        await cursor.CancelAsync();
        Assert.Equal(0, cursor.CreditGrantedTotal);
    }

    [Fact]
    public async Task Credit_that_was_granted_does_not_overflow()
    {
        await using ScriptedServer server = ScriptedServer.Start(static async connection =>
        {
            ResultScript script = await ResultScript.BeginAsync(connection);
            await script.ReceiveAsync(MessageKind.QueryRequest);
            await script.SendLongsAsync(0, 1);
            await script.ReceiveAsync(MessageKind.Cancel);
            await script.SendEndAsync();
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};initial_credit={long.MaxValue};");
        await using Reader reader = await client.BorrowReaderAsync();
        await using Cursor cursor = await reader.ExecuteAsync("SELECT n");
        Assert.NotNull(await cursor.NextBatchAsync());
        cursor.AddCredit(1);
        cursor.Cancel();
        Assert.Equal(long.MaxValue, cursor.CreditGrantedTotal);
    }

    [Fact]
    public async Task A_client_that_is_disposed_lets_a_running_query_come_to_its_end()
    {
        var disposed = new TaskCompletionSource();
        var gone = new TaskCompletionSource();
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            ResultScript script = await ResultScript.BeginAsync(connection);
            await script.ReceiveAsync(MessageKind.QueryRequest);
            await script.SendLongsAsync(0, 1);
            await disposed.Task.WaitAsync(connection.Stopping);
            await script.SendLongsAsync(1, 2);
            await script.SendEndAsync();
            try
            {
                await connection.ReceiveUntilClosedAsync();
            }
            finally
            {
                gone.SetResult();
            }
        });
        QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};");
        Reader reader = await client.BorrowReaderAsync();
        Cursor cursor = await reader.ExecuteAsync("SELECT n");
        Assert.NotNull(await cursor.NextBatchAsync());
        await client.DisposeAsync();
        disposed.SetResult();
        Assert.Equal(2, (await cursor.NextBatchAsync())!["n"].AsLong().Value(0));
        Assert.Null(await cursor.NextBatchAsync());
        await cursor.DisposeAsync();
        await reader.DisposeAsync();
        await gone.Task.WaitAsync(Poll.DefaultDeadline);
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(async () => await client.BorrowReaderAsync());
        Assert.Equal(ErrorCode.Disposed, e.Code);
    }

    [Fact]
    public async Task Synchronous_calls_need_no_thread_of_the_caller_s_context()
    {
        await using ScriptedServer server = ScriptedServer.Start(static async connection =>
        {
            ResultScript script = await ResultScript.BeginAsync(connection);
            await script.ReceiveAsync(MessageKind.QueryRequest);
            await script.SendLongsAsync(0, 1);
            await script.SendEndAsync();
            await script.ReceiveAsync(MessageKind.QueryRequest);
            connection.Drop();
        });
        var done = new TaskCompletionSource<long>();
        var thread = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new DeadContext());
            try
            {
                using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};");
                using Reader reader = client.BorrowReader();
                long sum = 0;
                // The second time the connection is replaced.
                for (int i = 0; i < 2; i++)
                {
                    using Cursor cursor = reader.Execute("SELECT n");
                    while (cursor.NextBatch() is { } batch) sum += batch["n"].AsLong().Value(0);
                }

                using Cursor cancelled = reader.Execute("SELECT n");
                cancelled.Cancel();
                done.SetResult(sum);
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        thread.Start();
        Assert.Equal(2, await done.Task.WaitAsync(Poll.DefaultDeadline));
        thread.Join();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Disposing_the_cursor_of_a_statement_waits_for_its_end_and_cancels_nothing(bool blocking)
    {
        var disposing = new TaskCompletionSource();
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            ResultScript script = await ResultScript.BeginAsync(connection);
            await script.ReceiveAsync(MessageKind.QueryRequest);
            await disposing.Task.WaitAsync(connection.Stopping);
            await script.SendAsync(ScriptedMessages.ExecDone(script.RequestId, opType: 2, rowsAffected: 1));
            await script.ReceiveAsync(MessageKind.QueryRequest);
            await script.SendLongsAsync(0, script.Received.Count);
            await script.SendEndAsync();
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};");
        await using Reader reader = await client.BorrowReaderAsync();
        Cursor cursor = await reader.ExecuteAsync("INSERT INTO t VALUES (1)");
        if (blocking)
        {
            var thread = new Thread(cursor.Dispose);
            thread.Start();
            await Poll.UntilAsync(() => (thread.ThreadState & ThreadState.WaitSleepJoin) != 0, "the thread waits for the server");
            disposing.SetResult();
            thread.Join();
        }
        else
        {
            Task disposed = cursor.DisposeAsync().AsTask();
            disposing.SetResult();
            await disposed.WaitAsync(Poll.DefaultDeadline);
        }

        Assert.Equal(TerminalKind.ExecDone, cursor.Terminal!.Value.Kind);
        // The server got the two queries and nothing else.
        Assert.Equal(2, await ResultScript.OnlyValueAsync(reader));
    }

    /// <summary>The context of a thread that is blocked: nothing that is posted to it ever runs.</summary>
    private sealed class DeadContext : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state)
        {
        }
    }
}
