using QuestDb.Testing;

namespace QuestDb.IntegrationTests.Errors;

/// <summary>A value that can't be stored is refused before anything is queued, with its row and column.</summary>
[Trait("Category", "Integration")]
public class InvalidValueTests
{
    private static readonly DateTime s_before1970 = new(1969, 12, 31, 23, 59, 59, DateTimeKind.Utc);

    [Fact]
    public async Task A_designated_timestamp_before_1970() =>
        await AssertRefusedAsync("timestamp", static row => row with { Timestamp = s_before1970 }, "1970");

    [Fact]
    public async Task A_lone_surrogate_in_a_symbol() =>
        await AssertRefusedAsync("source", static row => row with { Source = "a\ud800b" }, "surrogate");

    [Fact]
    public async Task A_null_in_a_member_that_is_not_nullable() =>
        await AssertRefusedAsync("source", static row => row with { Source = null! }, "null");

    [Fact]
    public async Task A_row_above_the_frame_limit()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync(new QuestDbTestServerOptions { MaxBatchBytes = 1024 });
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
        await db.CreateTableAsync<Pulse>();
        Pulse[] rows = Pulse.Make(0, 3);
        rows[1] = rows[1] with { Source = new string('x', 2000) };

        QuestDbException e = Assert.Throws<QuestDbException>(() => db.Write<Pulse>(rows));

        Assert.Equal(ErrorCode.RowTooLarge, e.Code);
        Assert.Contains("1,024", e.Message);
        await AssertNothingWrittenAsync(db, server);
    }

    [Fact]
    public async Task A_single_row_is_refused_at_its_own_call()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
        await db.CreateTableAsync<Pulse>();
        Pulse row = Pulse.Make(0, 1)[0] with { Timestamp = s_before1970 };

        QuestDbException e = Assert.Throws<QuestDbException>(() => db.Write(in row));

        Assert.Equal(ErrorCode.InvalidValue, e.Code);
        await AssertNothingWrittenAsync(db, server);
    }

    private static async Task AssertRefusedAsync(string column, Func<Pulse, Pulse> spoil, string says)
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
        await db.CreateTableAsync<Pulse>();
        // Far enough back that good frames of the same write come before it.
        Pulse[] rows = Pulse.Make(0, 40_000);
        rows[31_234] = spoil(rows[31_234]);

        QuestDbException e = Assert.Throws<QuestDbException>(() => db.Write<Pulse>(rows));

        Assert.Equal(ErrorCode.InvalidValue, e.Code);
        Assert.Equal("ticks", e.Table);
        Assert.Equal(column, e.Column);
        Assert.Equal(31_234, e.Row);
        Assert.Contains("31234", e.Message);
        Assert.Contains(says, e.Message, StringComparison.OrdinalIgnoreCase);
        await AssertNothingWrittenAsync(db, server);
    }

    private static async Task AssertNothingWrittenAsync(QuestDbClient db, QuestDbTestServer server)
    {
        Assert.Equal(-1, db.PublishedFsn);
        // The next write is not harmed: its dictionary starts where the refused one began.
        await db.Write<Pulse>(Pulse.Make(0, 2)).AcceptedAsync();
        Assert.Equal(Pulse.Make(0, 2), await db.Query<Pulse>("SELECT * FROM ticks").ToArrayAsync());
        Assert.Equal(2, server.Stats.CommittedRows);
    }
}
