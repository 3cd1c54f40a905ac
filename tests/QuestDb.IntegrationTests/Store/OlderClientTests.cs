using System.Buffers.Binary;
using System.Text.RegularExpressions;
using QuestDb.Store.Segments;
using QuestDb.Testing.Faults;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Store;

/// <summary>
/// Slots that go to and come from clients that know no <c>.symbol-dict</c>, such as Java up to 1.3.6: it sends frames as they are, and
/// writes such as carry their whole dictionary.
/// </summary>
[Trait("Category", "Integration")]
public sealed partial class OlderClientTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string SelfSufficient = "sf_self_sufficient=on;";

    private static readonly DateTime s_time = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task A_client_that_sends_frames_as_they_are_loses_no_symbol_of_a_self_sufficient_slot()
    {
        await server.OwnTableAsync("it_older_client");
        using var folder = new TempFolder();
        QuestDbClient db = QuestDbClient.Connect(
            $"ws::addr=127.0.0.1:1;initial_connect_retry=async;close_flush_timeout_millis=0;sf_dir={folder.Path};{SelfSufficient}");
        db.Write<Named>([new Named("a", 1, s_time), new Named("b", 2, s_time)]);
        db.Write<Named>([new Named("b", 3, s_time), new Named("a", 4, s_time), new Named("c", 5, s_time)]);
        db.Write<Named>([new Named("c", 6, s_time), new Named("b", 7, s_time)]);
        await db.CloseUndeliveredAsync();
        Assert.False(File.Exists(folder["default-ingest-0/.symbol-dict"]));
        byte[][] frames = Frames(folder["default-ingest-0"]);
        Assert.Equal(3, frames.Length);

        // The last one, whose texts all came before it, on a connection of its own.
        string address = Address().Match(server.ConnectString).Groups[1].Value;
        await using (QwpWebSocket socket = await QwpWebSocket.ConnectAsync(address, QwpWebSocket.WritePath))
        {
            await socket.SendAsync(frames[2]);
            Assert.Equal(0, (await socket.ReceiveAsync())[0]);
        }

        await server.WaitForRowsAsync("it_older_client", 2);
        Named[] rows = await server.Client.Query<Named>("SELECT * FROM it_older_client ORDER BY n").ToArrayAsync();
        Assert.Equal([("c", 6L), ("b", 7L)], rows.Select(static row => (row.Name, row.N)));
    }

    [Fact]
    public async Task A_client_with_the_key_delivers_its_slot_and_goes_on_in_one_without()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        await store.WriteAndLeaveAsync(SelfSufficient, Pulse.Make(0, 3), Pulse.Make(3, 4));
        await using (QuestDbClient db = store.Connect()) await db.Write<Pulse>(Pulse.Make(7, 7)).AcceptedAsync();
        await store.WriteAndLeaveAsync("", Pulse.Make(14, 3), Pulse.Make(17, 4));
        await using (QuestDbClient db = store.Connect(keys: SelfSufficient)) await db.Write<Pulse>(Pulse.Make(21, 7)).AcceptedAsync();
        Assert.Equal(Pulse.Make(0, 28), await store.RowsAsync());
    }

    [Fact]
    public async Task Frames_whose_ids_mean_other_texts_than_those_after_them_keep_their_texts_over_reconnects()
    {
        await using StoreFolder store = await StoreFolder.StartAsync();
        // Two lives of a client that begins its dictionary anew: the texts of ids 0 to 2 differ.
        await store.WriteAndLeaveAsync(SelfSufficient + "sender_id=first;", Pulse.Make(0, 3));
        await store.WriteAndLeaveAsync(SelfSufficient + "sender_id=second;", Pulse.Make(3, 3));
        string segment = Assert.Single(Directory.GetFiles(store["second-ingest-0"], SegmentFormat.Pattern));
        byte[] bytes = File.ReadAllBytes(segment);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), 1);
        File.WriteAllBytes(store["first-ingest-0/sf-0000000000000001.sfa"], bytes);
        Directory.Delete(store["second-ingest-0"], recursive: true);

        store.Server.Faults.Add(Fault.DropBeforeAck().Times(3));
        await using QuestDbClient db = store.Connect(keys: "sender_id=first;reconnect_initial_backoff_millis=1;");
        db.Write<Pulse>(Pulse.Make(6, 2));
        await db.Write<Pulse>(Pulse.Make(8, 6)).AcceptedAsync();
        Assert.Equal(Pulse.Make(0, 14), await store.RowsAsync());
    }

    private static byte[][] Frames(string slot)
    {
        var frames = new List<byte[]>();
        foreach (string path in Directory.GetFiles(slot, SegmentFormat.Pattern).Order(StringComparer.Ordinal))
        {
            byte[] bytes = File.ReadAllBytes(path);
            int at = SegmentFormat.HeaderLength;
            while (BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 4)) is var length and > 0)
            {
                at += SegmentFormat.FrameHeaderLength;
                frames.Add(bytes[at..(at + length)]);
                at += length;
            }
        }

        return [.. frames];
    }

    [GeneratedRegex("addr=([^;,]+)")]
    private static partial Regex Address();

    [QuestTable("it_older_client")]
    public readonly partial record struct Named([Symbol] string Name, long N, [Designated] DateTime Timestamp);
}
