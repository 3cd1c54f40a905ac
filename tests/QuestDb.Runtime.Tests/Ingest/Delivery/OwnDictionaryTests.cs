using System.Buffers.Binary;
using QuestDb.Store.Segments;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Ingest;

/// <summary>Delivery of frames that each carry a dictionary of their own, which a client without a symbol file left behind.</summary>
public sealed class OwnDictionaryTests
{
    [Fact]
    public async Task Rows_with_a_dictionary_of_their_own_that_are_sent_again_leave_no_text_of_theirs_to_later_frames()
    {
        using var folder = new TempFolder();
        await LeaveAsync(folder["store"], "x", 0);
        await LeaveAsync(folder["other"], "y", 1);
        Append(Segment(folder["other"]), folder["store"]);
        List<string?> symbols = [];
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            var ingest = new IngestScript(connection, replacesSymbols: true);
            await ReceiveAsync();
            await ReceiveAsync();
            // The first frame is lost, and sent again after the second one, which began the dictionary of those that follow.
            await connection.SendAsync(ScriptedMessages.Ok(0));
            await connection.SendAsync(ScriptedMessages.Ok(1, ("ticks", 1)));
            await ReceiveAsync();
            await connection.SendAsync(ScriptedMessages.Ok(ingest.Sequence, ("ticks", 2)));
            await ReceiveAsync();
            await connection.SendAsync(ScriptedMessages.Ok(ingest.Sequence, ("ticks", 3)));
            await connection.ReceiveUntilClosedAsync();

            async Task ReceiveAsync() => symbols.AddRange(IngestScript.SymbolsOf(await ingest.ReceiveCommittedAsync()));
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};sf_dir={folder["store"]};");
        await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        await client.Write<Tick>(Tick.Range(2, 1, "y")).AcceptedAsync();
        Assert.Equal(["x", "y", "x", "y"], symbols);
    }

    /// <summary>Leaves a row in a slot, as a client that ends while its server is away.</summary>
    private static async Task LeaveAsync(string store, string symbol, int value)
    {
        await using QuestDbClient client = QuestDbClient.Connect(
            $"ws::addr=localhost:1;sf_dir={store};sf_self_sufficient=on;initial_connect_retry=async;close_flush_timeout_millis=0;");
        client.Write<Tick>(Tick.Range(value, 1, symbol));
    }

    private static string Segment(string store) =>
        Assert.Single(Directory.GetFiles(store, SegmentFormat.Pattern, SearchOption.AllDirectories));

    /// <summary>Puts a segment behind the one of another slot, which holds one frame.</summary>
    private static void Append(string segment, string store)
    {
        byte[] bytes = File.ReadAllBytes(segment);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), 1);
        File.WriteAllBytes(Path.Combine(Path.GetDirectoryName(Segment(store))!, SegmentFormat.FileName(99)), bytes);
    }
}
