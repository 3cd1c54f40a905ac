using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Delivery;

/// <summary>
/// What becomes of rows for a table that another client drops. A server acknowledges the first of them and does not store them.
/// </summary>
[Trait("Category", "Integration")]
public sealed class DroppedTableTests(ServerFixture server) : IClassFixture<ServerFixture>, IAsyncLifetime
{
    private const string Create =
        "CREATE TABLE it_dropped (Id LONG, Source SYMBOL, Timestamp TIMESTAMP) TIMESTAMP(Timestamp) PARTITION BY DAY WAL";

    private readonly EventLog _events = new();
    private QuestDbClient _db = null!;

    public async Task InitializeAsync()
    {
        await server.OwnTableAsync("it_dropped");
        await server.OwnTableAsync("it_staying");
        _db = QuestDbClient.Connect(server.ConnectString, new QuestDbOptions { EventListener = _events.Add });
        await _db.Write<DroppedRow>(DroppedRow.Make(0, 10)).AcceptedAsync();
    }

    public async Task DisposeAsync() => await _db.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_first_rows_after_a_drop_are_sent_again_because_their_ack_names_no_table(bool madeAgain)
    {
        await server.Client.ExecuteAsync("DROP TABLE it_dropped");
        if (madeAgain) await server.Client.ExecuteAsync(Create);
        await _db.Write<DroppedRow>(DroppedRow.Make(10, 1000)).AcceptedAsync();
        await _db.Write<DroppedRow>(DroppedRow.Make(1010, 10)).AcceptedAsync();
        await server.WaitForRowsAsync("it_dropped", 1010);
        Assert.Equal(DroppedRow.Make(10, 1010), await server.Client.Query<DroppedRow>("SELECT * FROM it_dropped").ToArrayAsync());

        ClientEvent told = Assert.Single(_events.All, static e => e.Kind == ClientEventKind.Rejected);
        Assert.Equal((1, 1, "it_dropped"), (told.FirstFsn, told.LastFsn, told.Error!.Table));
        Assert.Contains("They are sent again.", told.Error.Message);
        Assert.Equal(0, _db.QuarantinedCount);
    }

    [Fact]
    public async Task Of_a_frame_of_two_tables_only_the_rows_of_the_dropped_one_are_sent_again()
    {
        using RowSender rows = _db.BorrowRowSender();
        Add(rows, 0);
        await rows.Flush().AcceptedAsync();
        await server.Client.ExecuteAsync("DROP TABLE it_dropped");
        Add(rows, 1);
        await rows.Flush().AcceptedAsync();
        await server.WaitForRowsAsync("it_dropped", 1);
        await server.WaitForRowsAsync("it_staying", 2);

        static void Add(RowSender rows, int id)
        {
            DateTime time = DateTime.UnixEpoch.AddDays(1).AddSeconds(id);
            rows.Table("it_staying").Column("Id", (long)id).At(time);
            rows.Table("it_dropped").Symbol("Source", $"text {id}").Column("Id", (long)id).At(time);
        }
    }

    [Fact]
    public async Task Rows_that_follow_a_truncate_or_a_rename_are_stored_once()
    {
        await server.OwnTableAsync("it_renamed");
        await server.Client.ExecuteAsync("TRUNCATE TABLE it_dropped");
        await _db.Write<DroppedRow>(DroppedRow.Make(10, 10)).VisibleAsync();
        await server.WaitForRowsAsync("it_dropped", 10);
        await server.Client.ExecuteAsync("RENAME TABLE it_dropped TO it_renamed");
        Assert.Equal(0, _events.Count(ClientEventKind.Rejected));
        // A server answers these with an error, and they go to a new table of the name on the next connection.
        await _db.Write<DroppedRow>(DroppedRow.Make(20, 10)).AcceptedAsync();
        await server.WaitForRowsAsync("it_renamed", 10);
        await server.WaitForRowsAsync("it_dropped", 10);
    }

    [Fact]
    public async Task VisibleAsync_of_rows_that_were_sent_again_waits_for_the_new_table()
    {
        for (int i = 1; i < 5; i++) await _db.Write<DroppedRow>(DroppedRow.Make(i * 10, 10)).AcceptedAsync();
        await server.Client.ExecuteAsync("DROP TABLE it_dropped");
        await server.Client.ExecuteAsync(Create);
        WriteReceipt receipt = _db.Write<DroppedRow>(DroppedRow.Make(50, 10));
        await receipt.VisibleAsync().AsTask().WaitAsync(Poll.DefaultDeadline);
        Assert.Equal(DroppedRow.Make(50, 10), await server.Client.Query<DroppedRow>("SELECT * FROM it_dropped").ToArrayAsync());
        TableTransaction table = Assert.Single(_db.TableTransactions);
        Assert.Equal(("it_dropped", 1L), (table.Table, table.Accepted));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task VisibleAsync_of_rows_that_went_with_their_table_ends_with_an_error(bool othersWrite)
    {
        WriteReceipt receipt = default;
        for (int i = 1; i < 4; i++) await (receipt = _db.Write<DroppedRow>(DroppedRow.Make(i * 10, 10))).AcceptedAsync();
        await server.Client.ExecuteAsync("DROP TABLE it_dropped");
        await server.Client.ExecuteAsync(Create);
        if (othersWrite)
        {
            // The client's own next rows tell it that the table is another one; then others bring that to any number.
            await _db.Write<DroppedRow>(DroppedRow.Make(40, 1)).AcceptedAsync();
            for (int i = 0; i < 5; i++) await server.Client.Write<DroppedRow>(DroppedRow.Make(100 + i, 1)).VisibleAsync();
        }

        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(
            async () => await receipt.VisibleAsync().AsTask().WaitAsync(Poll.DefaultDeadline));
        Assert.Equal((ErrorCode.NotVisible, "it_dropped"), (e.Code, e.Table));
        Assert.Contains("made again", e.Message);
    }
}
