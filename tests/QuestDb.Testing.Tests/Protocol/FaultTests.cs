using System.Net.WebSockets;
using QuestDb.Testing.Faults;
using QuestDb.Testing.Protocol;
using QuestDb.Testing.Sql;
using QuestDb.Testing.Tables;
using QuestDb.TestSupport;

namespace QuestDb.Testing.Tests.Protocol;

/// <summary>Every injected fault, as a client sees it.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private readonly CommitLog _commits = new();
    private QuestDbTestServer _server = null!;

    private string Address => $"127.0.0.1:{_server.Port}";

    public async Task InitializeAsync() => _server = await QuestDbTestServer.StartAsync(
        new ServerContext(new QuestDbTestServerOptions { BatchRows = 10 }) { Commit = _commits.Commit, Execute = (_, _) => Numbers(25) });

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_refused_connection_is_dropped_and_the_next_one_lives()
    {
        _server.Faults.Add(Fault.RefuseConnection());
        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync());
        await using QwpWebSocket socket = await ConnectAsync();
        Assert.Equal(0, _server.Faults.Count);
    }

    [Theory, InlineData(401), InlineData(403), InlineData(404), InlineData(421), InlineData(503)]
    public async Task An_upgrade_is_answered_with_the_status(int status)
    {
        _server.Faults.Add(Fault.UpgradeStatus(status, role: "REPLICA"));
        using RawClient client = await RawClient.ConnectAsync(_server.Port);
        await client.SendAsync(
            [
                .. "GET /write/v4 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"u8,
                .. "Sec-WebSocket-Key: kG6Mhn0emz+SyzstvVcgug==\r\nSec-WebSocket-Version: 13\r\n\r\n"u8,
            ]);
        (string head, _) = await client.ReadHttpAsync();
        Assert.StartsWith($"HTTP/1.1 {status} ", head);
        Assert.Contains("X-QuestDB-Role: REPLICA", head);
        Assert.Equal(1, _server.Stats.RefusedUpgrades);
    }

    [Fact]
    public async Task A_fault_of_query_upgrades_leaves_ingest_alone()
    {
        _server.Faults.Add(Fault.UpgradeStatus(503).OnQuery().Forever());
        await using QwpWebSocket ingest = await ConnectAsync();
        await Assert.ThrowsAsync<WebSocketException>(() => ReferenceQueryConnection.OpenAsync(Address));
        await Assert.ThrowsAsync<WebSocketException>(() => ReferenceQueryConnection.OpenAsync(Address));
        _server.Faults.Clear();
        await using ReferenceQueryConnection query = await ReferenceQueryConnection.OpenAsync(Address);
    }

    [Theory, InlineData(1), InlineData(100_000)]
    public async Task Dropped_in_mid_message_nothing_is_written(int rows)
    {
        _server.Faults.Add(Fault.DropMidMessage().After(1));
        await using QwpWebSocket socket = await ConnectAsync();
        await socket.SendAsync(IngestSessionTests.Message("t", 1));
        Assert.Equal(ScriptedMessages.Ok(0, ("t", 1)), await socket.ReceiveAsync());
        await Assert.ThrowsAsync<WebSocketException>(async () =>
        {
            await socket.SendAsync(IngestSessionTests.Message("t", Enumerable.Range(0, rows).Select(static i => (long)i)));
            await socket.ReceiveAsync();
        });
        Assert.Equal((1, 1), (_commits.Rows, _server.Stats.IngestMessages));
    }

    [Fact]
    public async Task A_fault_bound_to_a_text_strikes_the_messages_that_have_it()
    {
        _server.Faults.Add(Fault.Reject(0x09, "marked").Containing("bad").Forever());
        for (int i = 0; i < 2; i++)
        {
            await using QwpWebSocket socket = await ConnectAsync();
            await socket.SendAsync(IngestSessionTests.Message("good", 1));
            Assert.Equal(ScriptedMessages.Ok(0, ("good", i + 1)), await socket.ReceiveAsync());
            await socket.SendAsync(IngestSessionTests.Message("bad", 2));
            Assert.Equal(ScriptedMessages.Error(0x09, 1, "marked"), await socket.ReceiveAsync());
        }

        Assert.Throws<InvalidOperationException>(() => Fault.DropMidMessage().Containing("bad"));
    }

    [Fact]
    public async Task Dropped_before_the_commit_nothing_is_written()
    {
        _server.Faults.Add(Fault.DropBeforeCommit().After(1));
        await using QwpWebSocket socket = await ConnectAsync();
        await socket.SendAsync(IngestSessionTests.Message("t", 1));
        await socket.ReceiveAsync();
        await socket.SendAsync(IngestSessionTests.Message("t", 2));
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ReceiveAsync());
        Assert.Equal(1, _commits.Rows);
    }

    [Fact]
    public async Task Dropped_before_the_ack_the_row_is_written()
    {
        _server.Faults.Add(Fault.DropBeforeAck());
        await using QwpWebSocket socket = await ConnectAsync();
        await socket.SendAsync(IngestSessionTests.Message("t", 1));
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ReceiveAsync());
        Assert.Equal(1, _commits.Rows);
        Assert.Equal(0, _server.Stats.Acks);
    }

    [Fact]
    public async Task Dropped_after_the_ack_the_ack_arrives()
    {
        _server.Faults.Add(Fault.DropAfterAck());
        await using QwpWebSocket socket = await ConnectAsync();
        await socket.SendAsync(IngestSessionTests.Message("t", 1));
        Assert.Equal(ScriptedMessages.Ok(0, ("t", 1)), await socket.ReceiveAsync());
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ReceiveAsync());
    }

    [Fact]
    public async Task A_withheld_ack_is_covered_by_the_next()
    {
        _server.Faults.Add(Fault.WithholdAck());
        await using QwpWebSocket socket = await ConnectAsync();
        await socket.SendAsync(IngestSessionTests.Message("t", 1));
        await Poll.UntilAsync(() => _commits.Rows == 1, "the first message is committed");
        await socket.SendAsync(IngestSessionTests.Message("t", 2));
        Assert.Equal(ScriptedMessages.Ok(1, ("t", 2)), await socket.ReceiveAsync());
    }

    [Fact]
    public async Task A_delayed_ack_arrives()
    {
        _server.Faults.Add(Fault.DelayAck(TimeSpan.FromMilliseconds(20)));
        await using QwpWebSocket socket = await ConnectAsync();
        await socket.SendAsync(IngestSessionTests.Message("t", 1));
        Assert.Equal(ScriptedMessages.Ok(0, ("t", 1)), await socket.ReceiveAsync());
        Assert.Equal(1, _server.Stats.InjectedFaults);
    }

    [Fact]
    public async Task A_rejected_message_gets_the_status_and_text()
    {
        _server.Faults.Add(Fault.Reject(0x09, "table is full"));
        await using QwpWebSocket socket = await ConnectAsync();
        await socket.SendAsync(IngestSessionTests.Message("t", 1));
        Assert.Equal(ScriptedMessages.Error(0x09, 0, "table is full"), await socket.ReceiveAsync());
        Assert.Equal(0, _commits.Rows);
    }

    [Fact]
    public async Task A_close_has_the_code()
    {
        _server.Faults.Add(Fault.CloseIngest(1012, "restarting"));
        await using QwpWebSocket socket = await ConnectAsync();
        await socket.SendAsync(IngestSessionTests.Message("t", 1));
        Assert.Null(await socket.ReceiveOrCloseAsync());
        Assert.Equal(1012, socket.CloseCode);
    }

    [Fact]
    public async Task Half_an_ack_is_no_ack()
    {
        _server.Faults.Add(Fault.HalfAck());
        await using QwpWebSocket socket = await ConnectAsync();
        await socket.SendAsync(IngestSessionTests.Message("t", 1));
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ReceiveAsync());
        Assert.Equal(1, _commits.Rows);
    }

    [Fact]
    public async Task A_garbage_ack_is_a_message_that_means_nothing()
    {
        _server.Faults.Add(Fault.GarbageAck());
        await using QwpWebSocket socket = await ConnectAsync();
        await socket.SendAsync(IngestSessionTests.Message("t", 1));
        Assert.Equal(0xFE, (await socket.ReceiveAsync())[0]);
    }

    [Fact]
    public async Task A_hanging_connection_takes_messages_and_answers_none()
    {
        _server.Faults.Add(Fault.HangIngest());
        await using QwpWebSocket socket = await ConnectAsync();
        await socket.SendAsync(IngestSessionTests.Message("t", 1));
        await socket.SendAsync(IngestSessionTests.Message("t", 2));
        await Poll.UntilAsync(() => _server.Stats.InjectedFaults == 1, "the fault has struck");
        await using QwpWebSocket other = await ConnectAsync();
        await other.SendAsync(IngestSessionTests.Message("t", 3));
        Assert.Equal(ScriptedMessages.Ok(0, ("t", 1)), await other.ReceiveAsync());
        Assert.Equal(1, _commits.Rows);
    }

    [Fact]
    public async Task An_upgrade_that_hangs_ends_with_the_server()
    {
        _server.Faults.Add(Fault.UpgradeHang());
        Task<QwpWebSocket> connect = ConnectAsync();
        await Poll.UntilAsync(() => _server.Stats.InjectedFaults == 1, "the upgrade has arrived");
        Assert.False(connect.IsCompleted);
        await _server.StopAsync();
        await Assert.ThrowsAsync<WebSocketException>(() => connect);
    }

    [Fact]
    public async Task A_closed_query_has_the_code()
    {
        _server.Faults.Add(Fault.CloseQuery(1012, "restarting", afterBatches: 1));
        await using QwpWebSocket socket = await QwpWebSocket.ConnectAsync(Address, QwpWebSocket.ReadPath);
        await socket.SendAsync(ClientMessages.Query(1, "select x"));
        while (await socket.ReceiveOrCloseAsync() is not null) { }

        Assert.Equal(1012, socket.CloseCode);
    }

    [Fact]
    public async Task Faults_strike_in_order_and_only_their_kind_of_event()
    {
        _server.Faults.Add(Fault.QueryError(0x06, "second").After(1));
        _server.Faults.Add(Fault.QueryError(0x06, "first"));
        await using ReferenceQueryConnection query = await ReferenceQueryConnection.OpenAsync(Address);
        Assert.Equal("first", ((QueryErrorFrame)(await query.RunAsync(ClientMessages.Query(1, "select x")))[^1]).Message);
        Assert.Equal("second", ((QueryErrorFrame)(await query.RunAsync(ClientMessages.Query(2, "select x")))[^1]).Message);
        Assert.IsType<ResultEndFrame>((await query.RunAsync(ClientMessages.Query(3, "select x")))[^1]);
        Assert.Throws<InvalidOperationException>(() => Fault.Reject(5, "").OnQuery());
    }

    [Fact]
    public async Task A_query_error_comes_after_the_batches_asked_for()
    {
        _server.Faults.Add(Fault.QueryError(0x06, "disk failed", afterBatches: 2));
        await using ReferenceQueryConnection query = await ReferenceQueryConnection.OpenAsync(Address);
        IReadOnlyList<ReferenceServerFrame> frames = await query.RunAsync(ClientMessages.Query(1, "select x"));
        Assert.Equal(2, frames.OfType<ResultBatchFrame>().Count());
        Assert.Equal(new QueryErrorFrame(1, 0x06, "disk failed"), frames[^1]);
        Assert.IsType<ResultEndFrame>((await query.RunAsync(ClientMessages.Query(2, "select x")))[^1]);
    }

    public static TheoryData<Fault> BreakingQueries => [Fault.DropQuery(), Fault.DropQuery(1), Fault.HalfBatch(1)];

    [Theory, MemberData(nameof(BreakingQueries))]
    public async Task A_broken_query_ends_the_connection(Fault fault)
    {
        _server.Faults.Add(fault);
        ReferenceQueryConnection query = await ReferenceQueryConnection.OpenAsync(Address);
        await Assert.ThrowsAsync<WebSocketException>(() => query.RunAsync(ClientMessages.Query(1, "select x")));
        await query.DisposeAsync();
    }

    [Fact]
    public async Task Garbage_in_a_result_is_no_frame()
    {
        _server.Faults.Add(Fault.GarbageBatch(1));
        await using ReferenceQueryConnection query = await ReferenceQueryConnection.OpenAsync(Address);
        await Assert.ThrowsAsync<WireFormatException>(() => query.RunAsync(ClientMessages.Query(1, "select x")));
    }

    [Fact]
    public async Task A_new_role_reaches_new_and_open_connections()
    {
        await using QwpWebSocket open = await ConnectAsync();
        _server.Role = ServerRole.Replica;
        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync());
        await open.SendAsync(IngestSessionTests.Message("t", 1));
        Assert.Null(await open.ReceiveOrCloseAsync());
        Assert.Equal(1000, open.CloseCode);
        await using ReferenceQueryConnection query = await ReferenceQueryConnection.OpenAsync(Address);
        Assert.Equal((2, 1UL), (query.ServerInfo.Role, query.ServerInfo.Epoch));
        _server.Role = ServerRole.Primary;
        await using (QwpWebSocket demoted = await ConnectAsync())
        {
            _server.ChangeRole(ServerRole.PrimaryCatchUp, 4001);
            await demoted.SendAsync(IngestSessionTests.Message("t", 1));
            Assert.Null(await demoted.ReceiveOrCloseAsync());
            Assert.Equal(4001, demoted.CloseCode);
        }

        _server.Role = ServerRole.Primary;
        await using QwpWebSocket again = await ConnectAsync();
        Assert.Equal("PRIMARY", again.ResponseHeaders["X-QuestDB-Role"]);
    }

    private Task<QwpWebSocket> ConnectAsync() => QwpWebSocket.ConnectAsync(Address, QwpWebSocket.WritePath);

    private static RowsResult Numbers(int count)
        => new([new ResultColumn("x", FixedVector<long>.Wrap(ColumnType.Long, [.. Enumerable.Range(1, count).Select(i => (long)i)]))],
            count);
}
