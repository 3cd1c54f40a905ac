using QuestDb.Decoders.Batches;
using QuestDb.Egress.Messages;
using QuestDb.Mapping;
using QuestDb.Shared.Wire;
using QuestDb.TestSupport;
using QuestDb.Testing;

namespace QuestDb.IntegrationTests.Allocation;

/// <summary>Steady state allocates nothing: on the writing thread, and per row that is read.</summary>
[Trait("Category", "Integration")]
[Collection(nameof(AllocationTests))]
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
public partial class AllocationTests
{
    [QuestTable("trades")]
    public readonly partial record struct Trade(
        [Symbol] string Symbol, [Symbol] Side Side, double Price, double? Amount, [Designated] DateTime Timestamp);

    public enum Side
    {
        Buy,
        Sell,
    }

    [Fact]
    public async Task Writing_a_span_allocates_nothing_on_the_calling_thread()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
        await db.CreateTableAsync<Trade>();
        Trade[] rows = Make(1_000);
        for (int i = 0; i < 200; i++)
        {
            db.Write<Trade>(rows);
            if (i % 20 == 0) await db.WaitAsync(AckLevel.Accepted, TimeSpan.FromSeconds(30));
        }

        await db.WaitAsync(AckLevel.Accepted, TimeSpan.FromSeconds(30));
        Assert.Equal(0, Measure(db, rows));
    }

    [Fact]
    public async Task Decoding_batches_allocates_nothing()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
        await db.CreateTableAsync<Trade>();
        await db.Write<Trade>(Make(200_000)).AcceptedAsync();
        List<byte[]> frames = await RecordAsync(server, "SELECT * FROM trades");
        var rows = new Trade[16_384];
        var reader = new RecordedReader(new BatchDecoder(new ResultDictionary()));
        int half = frames.Count / 2;

        int count = reader.Read<Trade>(frames[..half], rows);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = half; i < frames.Count; i++) count += reader.Read<Trade>(frames[i], rows);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(200_000, count);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public async Task Reading_batches_allocates_nothing_per_row()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        // A query makes room for the records of one batch, which no other query gets: what more batches cost is what rows cost, in the
        // client and in the server.
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString + "max_batch_rows=10000;");
        await db.CreateTableAsync<Trade>();
        await db.Write<Trade>(Make(200_000)).AcceptedAsync();

        long few = await AllocatedAsync(db, 20_000);
        long many = await AllocatedAsync(db, 200_000);

        // An object a row would be 24 bytes; the server takes half a byte for its own buffers.
        double perRow = (many - few) / 180_000.0;
        Assert.True(perRow < 1, $"{perRow:0.000} bytes a row: {few} bytes for 2 batches of 10,000 rows, {many} for 20");
    }

    private static async Task<List<byte[]>> RecordAsync(QuestDbTestServer server, string sql)
    {
        await using QwpWebSocket socket = await QwpWebSocket.ConnectAsync($"127.0.0.1:{server.Port}", QwpWebSocket.ReadPath);
        await socket.ReceiveAsync();
        await socket.SendAsync(ClientMessages.Query(1, sql));
        var frames = new List<byte[]>();
        while (true)
        {
            byte[] frame = await socket.ReceiveAsync();
            if (ServerFrame.Parse(frame).Kind != MessageKind.ResultBatch) return frames;
            frames.Add(frame);
        }
    }

    /// <summary>Decodes recorded batches of one query.</summary>
    private sealed class RecordedReader(BatchDecoder decoder)
    {
        private RowBatch? _batch;

        public int Read<T>(IEnumerable<byte[]> frames, T[] rows)
            where T : IQuestRow<T> => frames.Sum(frame => Read(frame, rows));

        public int Read<T>(byte[] frame, T[] rows)
            where T : IQuestRow<T>
        {
            decoder.Decode(frame, frame.Length, ServerFrame.Parse(frame).BodyOffset);
            _batch ??= new RowBatch(T.RowSchema, decoder.Batch);
            T.ReadRows(_batch, rows.AsSpan(0, decoder.Batch.RowCount));
            return decoder.Batch.RowCount;
        }
    }

    private static long Measure(QuestDbClient db, Trade[] rows)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++) db.Write<Trade>(rows);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static async Task<long> AllocatedAsync(QuestDbClient db, int rows)
    {
        // Everything that the process allocates counts, and a shared array pool serves each thread apart from the others, so
        // the smallest of many runs is the query's own.
        long least = long.MaxValue;
        for (int i = 0; i < 30; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            await ReadAsync(db, rows);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }

    private static async Task ReadAsync(QuestDbClient db, int rows)
    {
        int count = 0;
        await foreach (RecordBatch<Trade> batch in db.QueryBatches<Trade>("SELECT * FROM trades LIMIT $1", (long)rows))
        {
            count += batch.Length;
        }

        Assert.Equal(rows, count);
    }

    private static Trade[] Make(int count)
    {
        string[] symbols = ["BTC-USD", "ETH-USD", "SOL-USD"];
        var rows = new Trade[count];
        for (int i = 0; i < count; i++)
        {
            rows[i] = new Trade(symbols[i % 3], (Side)(i % 2), i, i % 5 == 0 ? null : i, DateTime.UnixEpoch.AddSeconds(i));
        }

        return rows;
    }
}
