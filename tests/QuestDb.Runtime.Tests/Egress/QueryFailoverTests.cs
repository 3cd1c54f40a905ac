using System.Buffers.Binary;
using QuestDb.Configuration;
using QuestDb.Decoders.Batches;
using QuestDb.Egress;
using QuestDb.Egress.Requests;
using QuestDb.Shared.Wire;
using QuestDb.TestSupport;
using QuestDb.Transport;

namespace QuestDb.Tests.Egress;

/// <summary>What goes over the wire when a query goes on on another connection.</summary>
public sealed class QueryFailoverTests
{
    [Fact]
    public async Task What_was_received_and_not_taken_is_dropped()
    {
        await using ScriptedServer server = ScriptedServer.Start(static async connection =>
        {
            ResultScript script = await ResultScript.BeginAsync(connection);
            await script.ReceiveAsync(MessageKind.QueryRequest);
            for (int i = 0; i < 3; i++) await script.SendLongsAsync(i, i);
            await connection.CloseAsync(1001, "going away");
        });
        using var transport = new QwpTransport(ConnectString.Parse($"ws::addr={server.Address};"));
        await using var pool = new QueryPool(transport);
        using QuerySession session = await pool.BorrowAsync(default);
        var run = new QueryRun(new QueryCall(session, ownsSession: false, QueryText.Of("SELECT n", []), QueryPurpose.Cursor));
        session.Connection!.Begin(run);
        // The close frame came behind the batches.
        await Poll.UntilAsync(() => run.Broken is not null, "the connection broke");

        Assert.Equal(QueryStep.Broken, run.Take(default, out ResultBatch? batch));
        Assert.Null(batch);
        Assert.Null(run.Terminal);
    }

    [Fact]
    public async Task Cancel_and_credit_go_to_the_new_connection()
    {
        byte[]? cancel = null;
        byte[]? credit = null;
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            ResultScript script = await ResultScript.BeginAsync(connection);
            await script.ReceiveAsync(MessageKind.QueryRequest);
            if (connection.Index == 0)
            {
                // This connection has served one query before.
                await script.SendEndAsync();
                await script.ReceiveAsync(MessageKind.QueryRequest);
                connection.Drop();
                return;
            }

            await script.SendLongsAsync(0, 7);
            credit = await script.ReceiveAsync(MessageKind.Credit);
            cancel = await script.ReceiveAsync(MessageKind.Cancel);
            await script.SendEndAsync();
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};");
        await using Reader reader = await client.BorrowReaderAsync();
        await using (Cursor first = await reader.ExecuteAsync("SELECT n")) Assert.Null(await first.NextBatchAsync());
        await using Cursor cursor = await reader.ExecuteAsync("SELECT n");
        Assert.NotNull(await cursor.NextBatchAsync());
        Assert.Equal(1, cursor.RequestId);
        cursor.AddCredit(1000);
        await Poll.UntilAsync(() => credit is not null, "the credit arrived");
        await cursor.CancelAsync();

        Assert.Equal(1, BinaryPrimitives.ReadInt64LittleEndian(credit.AsSpan(1)));
        Assert.Equal(1, BinaryPrimitives.ReadInt64LittleEndian(cancel.AsSpan(1)));
        Assert.Equal(TerminalKind.Cancelled, cursor.Terminal!.Value.Kind);
    }

    [Fact]
    public async Task The_request_is_sent_again_as_it_was()
    {
        var requests = new List<byte[]>();
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            ResultScript script = await ResultScript.BeginAsync(connection);
            byte[] request = await script.ReceiveAsync(MessageKind.QueryRequest);
            lock (requests) requests.Add(request);
            if (connection.Index < 2)
            {
                connection.Drop(reset: true);
                return;
            }

            await script.SendEndAsync();
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};");
        await using Reader reader = await client.BorrowReaderAsync();
        PreparedQuery query = reader.Prepare("SELECT $1, $2").Bind(1, 5L).Bind(2, "text");
        await using Cursor cursor = await query.ExecuteAsync(new QueryOptions { ResetSymbols = true });
        // Binds given later are the next run's.
        query.Bind(1, 6L);
        Assert.Null(await cursor.NextBatchAsync());

        Assert.Equal(3, requests.Count);
        Assert.All(requests, request => Assert.Equal(requests[0], request));
    }

    [Fact]
    public async Task A_server_s_error_is_no_reason_to_ask_another()
    {
        await using ScriptedServer server = ScriptedServer.Start(static async connection =>
        {
            ResultScript script = await ResultScript.BeginAsync(connection);
            await script.ReceiveAsync(MessageKind.QueryRequest);
            await script.SendAsync(ScriptedMessages.QueryError(script.RequestId, (byte)StatusCode.InternalError, "out of luck"));
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};");
        await using Reader reader = await client.BorrowReaderAsync();
        await using Cursor cursor = await reader.Prepare("SELECT n").ExecuteAsync(new QueryOptions
        {
            OnFailoverReset = static _ => Assert.Fail("a failover"),
            OnFailoverProgress = static _ => Assert.Fail("a failover"),
        });
        Assert.Throws<QueryException>(() => cursor.NextBatch());
        Assert.Equal(1, server.AcceptedConnections);
    }
}
