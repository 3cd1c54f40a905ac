using System.Collections.Concurrent;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Ingest;

/// <summary>Symbols told again on a new connection, and servers whose frame limit is small for them.</summary>
public sealed class CatchUpTests
{
    private const string Small = "X-QWP-Max-Batch-Size: 1000";
    private const string Large = "X-QWP-Max-Batch-Size: 100000";

    private readonly ConcurrentQueue<ClientEvent> _events = new();

    [Fact]
    public async Task Frames_that_are_sent_again_come_after_their_symbols_which_come_in_frames_below_the_limit()
    {
        var catchUp = new List<(int Length, ReferenceIngestFrame Frame)>();
        var replayed = new List<(string?, long)>();
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync(Small);
            var ingest = new IngestScript(connection);
            ReferenceIngestFrame frame;
            if (connection.Index == 0)
            {
                do
                    frame = await ingest.ReceiveAsync();
                while (!IngestScript.ValuesOf(frame).Contains(19));
                await ingest.AckAsync();
                await ingest.ReceiveAsync();
                connection.Drop(reset: true);
                return;
            }

            while (true)
            {
                frame = await ingest.ReceiveAsync();
                if (frame.DefersCommit)
                {
                    catchUp.Add((ingest.LastLength, frame));
                    continue;
                }

                replayed.AddRange(IngestScript.SymbolsOf(frame).Zip(IngestScript.ValuesOf(frame)));
                await ingest.AckAsync();
            }
        });
        await using QuestDbClient client = Connect(server);
        Tick[] rows = [.. Tick.Range(0, 20).Select(static row => row with { Symbol = Symbol(row.Value) })];
        await client.Write<Tick>(rows).AcceptedAsync();
        client.Write<Tick>(Tick.Range(20, 1, Symbol(5)));
        client.Write<Tick>(Tick.Range(21, 1, Symbol(21)));
        await client.Write<Tick>(Tick.Range(22, 1, Symbol(0))).AcceptedAsync();

        Assert.Equal([(Symbol(5), 20), (Symbol(21), 21), (Symbol(0), 22)], replayed);
        Assert.True(catchUp.Count >= 3, $"{catchUp.Count} frames of symbols");
        Assert.Equal(rows.Select(static row => row.Symbol), catchUp.SelectMany(static c => c.Frame.DeltaEntries));
        Assert.All(catchUp,
            static c => Assert.True(c.Length <= 1_000 && c.Frame.Blocks.Count == 0, $"{c.Length} bytes, {c.Frame.Blocks.Count} tables"));
    }

    [Fact]
    public async Task A_symbol_above_the_limit_of_a_later_server_waits_for_one_with_a_larger_limit_however_long()
    {
        const int SmallServers = 20;
        int sentToSmall = 0;
        var values = new List<long>();
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            bool isSmall = connection.Index is > 0 and <= SmallServers;
            await connection.AcceptUpgradeAsync(isSmall ? Small : Large);
            var ingest = new IngestScript(connection);
            if (isSmall)
            {
                await connection.ReceiveAsync();
                Interlocked.Increment(ref sentToSmall);
            }

            if (connection.Index > 0) await ingest.AckAllAsync(values);
            await ingest.ReceiveAsync();
            await ingest.AckAsync();
            await ingest.ReceiveAsync();
            connection.Drop(reset: true);
        });
        await using QuestDbClient client = Connect(server, "catch_up_cap_gap_min_escalation_window_millis=0;max_frame_rejections=1;");
        string symbol = new('x', 5_000);
        await client.Write<Tick>(Tick.Range(0, 1, symbol)).AcceptedAsync();
        await client.Write<Tick>(Tick.Range(1, 1, symbol)).AcceptedAsync();

        await Poll.UntilAsync(() => _events.Any(static e => e.Kind == ClientEventKind.Drained && e.LastFsn == 1), "the end was told");
        Assert.Equal(0, sentToSmall);
        Assert.Equal([1], values);
        QuestDbException[] waits = [.. _events.Select(static e => e.Error!).Where(static e => e is { Code: ErrorCode.RowTooLarge })];
        Assert.Equal(SmallServers, waits.Length);
        Assert.All(waits, e => Assert.Contains("frame FSN 1 needs takes a frame of 5,0", e.Message, StringComparison.Ordinal));
        Assert.DoesNotContain(_events, static e => e.Kind is ClientEventKind.Stopped or ClientEventKind.Rejected);
    }

    private static string Symbol(long number) => $"{number:D3}{new string('x', 100)}";

    private QuestDbClient Connect(ScriptedServer server, string settings = "") => QuestDbClient.Connect(
        $"ws::addr={server.Address};reconnect_initial_backoff_millis=1;reconnect_max_backoff_millis=5;initial_connect_retry=off;{settings}",
        new QuestDbOptions { EventListener = _events.Enqueue });
}
