using System.Collections.Concurrent;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Ingest;

/// <summary>Frames that a server does not take, and what becomes of those behind them.</summary>
public sealed class RefusedFrameTests
{
    private readonly ConcurrentQueue<ClientEvent> _events = new();

    /// <summary>java-questdb-client PR#94: one rejected batch blocked all later data.</summary>
    [Fact]
    public async Task One_rejected_frame_in_quarantine_blocks_nothing_behind_it()
    {
        var values = new List<long>();
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            var ingest = new IngestScript(connection);
            while (true)
            {
                ReferenceIngestFrame frame = await ingest.ReceiveCommittedAsync();
                if (IngestScript.ValuesOf(frame).Contains(1)) break;
                lock (values) values.AddRange(IngestScript.ValuesOf(frame));
                await ingest.AckAsync();
            }

            await connection.SendAsync(ScriptedMessages.Error(0x03, ingest.Sequence, "no such type"));
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = Connect(server, "on_schema_error=quarantine;");
        WriteReceipt[] receipts = [.. Enumerable.Range(0, 3).Select(i => client.Write<Tick>(Tick.Range(i, 1, $"symbol {i}")))];
        await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);

        Assert.Equal([0, 2], values);
        await receipts[0].AcceptedAsync();
        await receipts[2].AcceptedAsync();
        RejectedException e = await Assert.ThrowsAsync<RejectedException>(async () => await receipts[1].AcceptedAsync());
        Assert.Equal(((byte)0x03, "no such type", 1L), (e.Status, e.ServerMessage, e.FirstFsn));
        await Poll.UntilAsync(() => _events.Any(static e => e.Kind == ClientEventKind.Drained && e.LastFsn == 2), "the end was told");
        Assert.Equal(1, _events.Single(static e => e.Kind == ClientEventKind.Quarantined).FirstFsn);
    }

    [Theory]
    [InlineData(1008)]
    [InlineData(1009)]
    public async Task A_frame_after_which_the_server_closes_each_time_is_given_up(int code)
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            await connection.ReceiveAsync();
            await connection.CloseAsync((ushort)code, "too much");
        });
        QuestDbClient client = Connect(server, "max_frame_rejections=3;close_flush_timeout_millis=0;");
        RejectedException e =
            await Assert.ThrowsAsync<RejectedException>(async () => await client.Write<Tick>(Tick.Range(0, 1)).AcceptedAsync());
        Assert.Equal(0, e.Status);
        Assert.Contains("3 times after frame FSN 0 ", e.Message, StringComparison.Ordinal);
        Assert.Contains($"was sent, without an answer to it. {server.Address} closed the connection (code {code}: too much)",
            e.Message, StringComparison.Ordinal);
        Assert.Equal(3, server.AcceptedConnections);
        await client.CloseUndeliveredAsync();
    }

    /// <summary>questdb PR#7341, #7366: a role change was taken for a security error.</summary>
    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(1011)]
    [InlineData(1012)]
    [InlineData(1013)]
    [InlineData(4001)]
    public async Task A_server_that_hands_over_or_restarts_says_nothing_against_the_frame_however_often(int code)
    {
        var values = new List<long>();
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            var ingest = new IngestScript(connection);
            if (connection.Index == 6) await ingest.AckAllAsync(values);
            await ingest.ReceiveAsync();
            await connection.CloseAsync((ushort)code, "role change");
        });
        await using QuestDbClient client = Connect(server, "max_frame_rejections=2;");
        await client.Write<Tick>(Tick.Range(0, 1)).AcceptedAsync();
        Assert.Equal([0], values);
        Assert.DoesNotContain(_events, static e => e.Kind is ClientEventKind.Rejected or ClientEventKind.Stopped);
        Assert.All(_events.Where(static e => e.Error is not null), static e => Assert.Equal(ErrorCode.ConnectionLost, e.Error!.Code));
    }

    [Fact]
    public async Task A_frame_above_the_limit_of_a_later_server_is_not_sent_to_it_for_ever()
    {
        int oversized = 0;
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync($"X-QWP-Max-Batch-Size: {(connection.Index == 0 ? 100_000 : 1_000)}");
            if (connection.Index == 0) await connection.ReceiveAsync();
            else if ((await connection.ReceiveAsync()).Length > 1_000) Interlocked.Increment(ref oversized);
        });
        QuestDbClient client = Connect(server, "max_frame_rejections=3;close_flush_timeout_millis=0;");
        RejectedException e = await Assert.ThrowsAsync<RejectedException>(
            async () => await client.Write<Tick>(Tick.Range(0, 1, new string('x', 5_000))).AcceptedAsync());
        Assert.Contains("(X-QWP-Max-Batch-Size)", e.Message, StringComparison.Ordinal);
        Assert.Equal(0, oversized);
        await client.CloseUndeliveredAsync();
    }

    [Fact]
    public async Task A_dictionary_gap_tells_the_symbols_anew()
    {
        var values = new List<long>();
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            var ingest = new IngestScript(connection);
            if (connection.Index > 0) await ingest.AckAllAsync(values);
            await ingest.ReceiveAsync();
            await ingest.AckAsync();
            await ingest.ReceiveAsync();
            await connection.SendAsync(ScriptedMessages.Error(0x0D, ingest.Sequence, "gap"));
            await connection.ReceiveUntilClosedAsync();
        });
        await using QuestDbClient client = Connect(server);
        await client.Write<Tick>(Tick.Range(0, 1, "a")).AcceptedAsync();
        await client.Write<Tick>(Tick.Range(1, 1, "b")).AcceptedAsync();
        Assert.Equal([1], values);
    }

    private QuestDbClient Connect(ScriptedServer server, string settings = "") => QuestDbClient.Connect(
        $"ws::addr={server.Address};reconnect_initial_backoff_millis=1;reconnect_max_backoff_millis=5;"
        + $"initial_connect_retry=off;poison_min_escalation_window_millis=0;{settings}",
        new QuestDbOptions { EventListener = _events.Enqueue });
}
