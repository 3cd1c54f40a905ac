using System.Buffers.Binary;
using QuestDb.Shared.Wire;
using QuestDb.Testing.Protocol;
using QuestDb.TestSupport;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Tests.Protocol;

/// <summary>Acks, errors and commit groups of ingest connections.</summary>
public sealed class IngestSessionTests
{
    private readonly CommitLog _commits = new();

    public static TheoryData<string> Conversations => [.. IngressVector.Names.Where(n => n is "deferred_group" or "deferred_two_groups"
        or "deferred_group_two_tables" or "deferred_closed_by_empty_message" or "neg_deferred_rolled_back_by_error"
        or "neg_silent_after_error"
        or "pipelined_error_after_ok" or "pipelined_cumulative_ok" or "empty_messages" or "dictionary_only_message"
        or "quirk_empty_websocket_frame"
        or "symbols_catch_up_frames" or "multi_alternating_tables")];

    [VectorTheory, MemberData(nameof(Conversations)), Trait("Category", "Conformance")]
    public async Task Answers_cover_what_was_recorded(string vector)
    {
        IngressVector recorded = IngressVector.Load(vector);
        await using QuestDbTestServer server = await StartAsync();
        await using QwpWebSocket socket = await ConnectAsync(server);
        foreach (byte[] message in recorded.Messages) await socket.SendAsync(message);
        Answer[] expected = [.. recorded.Responses.Select(Answer.Read)];
        Answer last = expected[^1];
        Answer answer;
        do answer = Answer.Read(await socket.ReceiveAsync());
        while (answer.Sequence < last.Sequence);
        Assert.Equal((last.Status, last.Sequence), (answer.Status, answer.Sequence));
    }

    [Fact]
    public async Task An_ok_names_each_table_and_its_transaction()
    {
        await using QuestDbTestServer server = await StartAsync();
        await using QwpWebSocket socket = await ConnectAsync(server);
        await socket.SendAsync(Message("trades", 1));
        Assert.Equal(Convert.ToHexString(ScriptedMessages.Ok(0, ("trades", 1))), Convert.ToHexString(await socket.ReceiveAsync()));
        await socket.SendAsync(Message("trades", 2));
        Assert.Equal(Convert.ToHexString(ScriptedMessages.Ok(1, ("trades", 2))), Convert.ToHexString(await socket.ReceiveAsync()));
        Assert.Equal((2L, 2L, 2L), (server.Stats.IngestMessages, server.Stats.CommittedRows, server.Stats.Acks));
    }

    [Fact]
    public async Task Deferred_rows_of_a_connection_that_ends_are_not_committed()
    {
        await using QuestDbTestServer server = await StartAsync();
        await using (QwpWebSocket first = await ConnectAsync(server)) await first.SendAsync(Deferred(Message("trades", 1)));
        await Poll.UntilAsync(() => server.Stats.IngestMessages == 1, "the deferred message was read");
        await using QwpWebSocket second = await ConnectAsync(server);
        await second.SendAsync(Message("trades", 2));
        await second.ReceiveAsync();
        Assert.Equal(1, _commits.Rows);
    }

    [Fact]
    public async Task A_group_of_deferred_messages_is_one_commit()
    {
        await using QuestDbTestServer server = await StartAsync();
        await using QwpWebSocket socket = await ConnectAsync(server);
        await socket.SendAsync(Deferred(Message("trades", 1)));
        await socket.SendAsync(Deferred(Message("quotes", 2)));
        await socket.SendAsync(Message("trades", 3));
        Assert.Equal(ScriptedMessages.Ok(2, ("trades", 1), ("quotes", 1)), await socket.ReceiveAsync());
        Assert.Equal((1, 3), (_commits.Count, _commits.Rows));
    }

    [Fact]
    public async Task A_message_over_the_limit_is_answered_by_close_1009()
    {
        await using QuestDbTestServer server = await StartAsync(new QuestDbTestServerOptions { MaxBatchBytes = 2048 });
        await using QwpWebSocket socket = await ConnectAsync(server);
        Assert.Equal("2048", socket.ResponseHeaders["X-QWP-Max-Batch-Size"]);
        await socket.SendAsync(new byte[2049]);
        Assert.Null(await socket.ReceiveOrCloseAsync());
        Assert.Equal(1009, socket.CloseCode);
    }

    [Fact]
    public async Task A_message_of_exactly_the_limit_is_read()
    {
        await using QuestDbTestServer server = await StartAsync(new QuestDbTestServerOptions { MaxBatchBytes = 2048 });
        await using QwpWebSocket socket = await ConnectAsync(server);
        byte[] message = new byte[2048];
        Message("trades", 1).CopyTo(message, 0);
        await socket.SendAsync(message);
        Assert.Equal(0, (await socket.ReceiveAsync())[0]);
    }

    [Fact]
    public async Task A_client_that_asks_for_durable_acks_gets_one_behind_each_ok()
    {
        await using QuestDbTestServer server = await StartAsync(new QuestDbTestServerOptions { DurableAck = true });
        await using QwpWebSocket socket = await QwpWebSocket.ConnectAsync($"127.0.0.1:{server.Port}", QwpWebSocket.WritePath,
            [new("X-QWP-Request-Durable-Ack", "true")]);
        Assert.Equal("enabled", socket.ResponseHeaders["X-QWP-Durable-Ack"]);
        await socket.SendAsync(Message("trades", 1));
        Assert.Equal(ScriptedMessages.Ok(0, ("trades", 1)), await socket.ReceiveAsync());
        Assert.Equal(ScriptedMessages.DurableAck(("trades", 1)), await socket.ReceiveAsync());
    }

    [Fact]
    public async Task A_withheld_durable_ack_is_covered_by_the_next()
    {
        await using QuestDbTestServer server = await StartAsync(new QuestDbTestServerOptions { DurableAck = true });
        server.Faults.Add(Faults.Fault.WithholdDurableAck());
        await using QwpWebSocket socket = await QwpWebSocket.ConnectAsync($"127.0.0.1:{server.Port}", QwpWebSocket.WritePath,
            [new("X-QWP-Request-Durable-Ack", "true")]);
        await socket.SendAsync(Message("trades", 1));
        Assert.Equal(ScriptedMessages.Ok(0, ("trades", 1)), await socket.ReceiveAsync());
        await socket.SendAsync(Message("quotes", 2));
        Assert.Equal(ScriptedMessages.Ok(1, ("quotes", 1)), await socket.ReceiveAsync());
        Assert.Equal(ScriptedMessages.DurableAck(("trades", 1), ("quotes", 1)), await socket.ReceiveAsync());
    }

    [Fact]
    public async Task A_withheld_durable_ack_is_sent_on_a_ping()
    {
        await using QuestDbTestServer server = await StartAsync(new QuestDbTestServerOptions { DurableAck = true });
        server.Faults.Add(Faults.Fault.WithholdDurableAck().Times(2));
        using RawClient client = await RawClient.ConnectAsync(server.Port);
        await client.SendAsync(
            [
                .. "GET /write/v4 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"u8,
                .. "Sec-WebSocket-Key: kG6Mhn0emz+SyzstvVcgug==\r\nSec-WebSocket-Version: 13\r\nX-QWP-Request-Durable-Ack: true\r\n\r\n"u8,
            ]);
        await client.ReadHttpAsync();
        await client.SendAsync(RawClient.Frame(2, Message("trades", 1)));
        Assert.Equal(ScriptedMessages.Ok(0, ("trades", 1)), (await client.ReadFrameAsync()).Payload);
        await client.SendAsync(RawClient.Frame(9, []));
        Assert.Equal(0xA, (await client.ReadFrameAsync()).Opcode);
        await client.SendAsync(RawClient.Frame(9, []));
        var answers = new[] { await client.ReadFrameAsync(), await client.ReadFrameAsync() }.OrderBy(static f => f.Opcode).ToArray();
        Assert.Equal(ScriptedMessages.DurableAck(("trades", 1)), answers[0].Payload);
        Assert.Equal(0xA, answers[1].Opcode);
        await client.SendAsync(RawClient.Frame(2, Message("trades", 2)));
        Assert.Equal(ScriptedMessages.Ok(1, ("trades", 2)), (await client.ReadFrameAsync()).Payload);
    }

    [Fact]
    public async Task A_server_without_durable_acks_does_not_promise_them()
    {
        await using QuestDbTestServer server = await StartAsync();
        await using QwpWebSocket socket = await QwpWebSocket.ConnectAsync($"127.0.0.1:{server.Port}", QwpWebSocket.WritePath,
            [new("X-QWP-Request-Durable-Ack", "true")]);
        Assert.False(socket.ResponseHeaders.ContainsKey("X-QWP-Durable-Ack"));
    }

    [Fact]
    public async Task A_refused_commit_is_an_error_and_then_silence()
    {
        _commits.Refusal = new Tables.IngestException(StatusCode.SchemaMismatch, "no");
        await using QuestDbTestServer server = await StartAsync();
        await using QwpWebSocket socket = await ConnectAsync(server);
        await socket.SendAsync(Message("trades", 1));
        await socket.SendAsync(Message("trades", 2));
        Assert.Equal(ScriptedMessages.Error(0x03, 0, "no"), await socket.ReceiveAsync());
        await Poll.UntilAsync(() => server.Stats.Rejections == 1, "the rejection is counted");
        Assert.Equal(0, server.Stats.Acks);
    }

    internal static byte[] Message(string table, params IEnumerable<long> values)
    {
        var rows = new CellTable(table, [new CellColumn("a", ColumnType.Long), new CellColumn("", ColumnType.Timestamp)]);
        foreach (long value in values) rows.Rows.Add([Cell.Of(value), Cell.Of(1_700_000_000_000_000 + value)]);
        return ClientMessages.Rows(rows);
    }

    private static byte[] Deferred(byte[] message)
    {
        message[5] |= QwpConstants.FlagDeferCommit;
        return message;
    }

    private static Task<QwpWebSocket> ConnectAsync(QuestDbTestServer server)
        => QwpWebSocket.ConnectAsync($"127.0.0.1:{server.Port}", QwpWebSocket.WritePath);

    private Task<QuestDbTestServer> StartAsync(QuestDbTestServerOptions? options = null)
        => QuestDbTestServer.StartAsync(new ServerContext(options ?? new QuestDbTestServerOptions()) { Commit = _commits.Commit });

    private sealed record Answer(byte Status, long Sequence)
    {
        public static Answer Read(byte[] frame) => new(frame[0], BinaryPrimitives.ReadInt64LittleEndian(frame.AsSpan(1)));
    }
}

/// <summary>Counts commits in place of a database.</summary>
internal sealed class CommitLog
{
    private readonly Dictionary<string, long> _transactions = [];

    public Exception? Refusal { get; set; }

    public int Count { get; private set; }

    public int Rows { get; private set; }

    public IReadOnlyList<(string Table, long SeqTxn)> Commit(IReadOnlyList<IngestBlock> blocks, OpenTables open)
    {
        if (Refusal is not null) throw Refusal;
        lock (_transactions)
        {
            Count++;
            Rows += blocks.Sum(b => b.RowCount);
            string[] tables = [.. blocks.Select(b => b.Table).Distinct()];
            foreach (string table in tables) _transactions[table] = _transactions.GetValueOrDefault(table) + 1;
            return [.. tables.Select(t => (t, _transactions[t]))];
        }
    }
}
