using QuestDb.Mapping;
using QuestDb.Testing;
using QuestDb.Testing.Faults;
using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Delivery;

/// <summary>Waiting until queries see rows.</summary>
[Trait("Category", "Integration")]
public class VisibleTests
{
    [Fact]
    public async Task What_is_visible_can_be_queried()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
        await db.CreateTableAsync<Pulse>();
        await db.Write<Pulse>(Pulse.Make(0, 10)).VisibleAsync();
        Pulse row = Pulse.Make(10, 1)[0];
        await db.Write(in row).VisibleAsync();
        Assert.Equal(Pulse.Make(0, 11), await db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync());
        Assert.Equal("ticks", Assert.Single(db.TableTransactions).Table);
    }

    [Fact]
    public async Task A_table_that_is_gone_is_an_error_that_names_it()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
        await db.CreateTableAsync<Pulse>();
        WriteReceipt receipt = db.Write<Pulse>(Pulse.Make(0, 10));
        await receipt.AcceptedAsync();
        await db.ExecuteAsync("DROP TABLE ticks");
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(async () => await receipt.VisibleAsync());
        Assert.Equal((ErrorCode.NotVisible, "ticks"), (e.Code, e.Table));
        await db.Write<Pulse>([]).VisibleAsync();
    }

    /// <summary>Servers compare names without case, and list them as the table was created.</summary>
    [Fact]
    public async Task A_table_that_was_created_with_its_name_in_another_case_is_found()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
        await db.ExecuteAsync(
            "CREATE TABLE TICKS (number LONG, source SYMBOL, value DOUBLE, timestamp TIMESTAMP) TIMESTAMP(timestamp) PARTITION BY DAY WAL");
        await db.Write<Pulse>(Pulse.Make(0, 10)).VisibleAsync();
        Assert.Equal(Pulse.Make(0, 10), await db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync());
    }

    [Fact]
    public async Task A_wait_at_a_server_that_answers_no_query_ends_with_the_client()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        server.Faults.Add(Fault.HangQuery().Forever());
        QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
        WriteReceipt receipt = db.Write<Pulse>(Pulse.Make(0, 1));
        await receipt.AcceptedAsync();
        Task visible = receipt.VisibleAsync().AsTask();
        await Poll.UntilAsync(() => server.Stats.Queries > 0, "query");
        await db.DisposeAsync();
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(() => visible);
        Assert.Equal((ErrorCode.Disposed, "ticks"), (e.Code, e.Table));
    }

    /// <summary>A server accepts a column that is named twice in a frame, and suspends the table when it applies it.</summary>
    [Fact]
    public async Task A_suspended_table_is_an_error_that_names_it_except_for_rows_that_were_applied_before()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
        await db.CreateTableAsync<Pulse>();
        WriteReceipt before = db.Write<Pulse>(Pulse.Make(0, 10));
        await before.AcceptedAsync();

        await using QuestDbClient other = QuestDbClient.Connect(server.ConnectString);
        WriteReceipt suspending = other.Write<Twice>(new Twice[1]);
        await suspending.AcceptedAsync();
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(async () => await suspending.VisibleAsync());
        Assert.Equal((ErrorCode.NotVisible, "ticks"), (e.Code, e.Table));
        Assert.Contains("RESUME WAL", e.Message);

        await before.VisibleAsync();
        Assert.Equal(Pulse.Make(0, 10), await db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync());
        WriteReceipt behind = db.Write<Pulse>(Pulse.Make(10, 1));
        e = await Assert.ThrowsAsync<QuestDbException>(async () => await behind.VisibleAsync());
        Assert.Equal((ErrorCode.NotVisible, "ticks"), (e.Code, e.Table));
    }

    /// <summary>A mapping that the generator would refuse.</summary>
    private readonly record struct Twice : IQuestTable<Twice>
    {
        public static TableSchema TableSchema { get; } = new("Twice", "ticks",
        [
            new ColumnSchema("value", ColumnType.Double, "double Twice.Value"),
            new ColumnSchema("VALUE", ColumnType.Double, "double Twice.VALUE"),
            new ColumnSchema("timestamp", ColumnType.Timestamp, "long Twice.Timestamp") { Designated = true },
        ]);

        public static RowSchema RowSchema => TableSchema;

        public static void WriteRows(ChunkEncoder encoder, ReadOnlySpan<Twice> rows)
        {
            encoder.Fixed<double>(0).Clear();
            encoder.Fixed<double>(1).Clear();
            encoder.Timestamps(2).Clear();
            encoder.EndTimestamps();
        }

        public static void ReadRows(RowBatch batch, Span<Twice> rows) => throw new NotSupportedException();
    }
}
