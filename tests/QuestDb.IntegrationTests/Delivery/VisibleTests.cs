using QuestDb.Testing;

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
        await db.CreateTableAsync<Tick>();
        await db.Write<Tick>(Tick.Make(0, 10)).VisibleAsync();
        Tick row = Tick.Make(10, 1)[0];
        await db.Write(in row).VisibleAsync();
        Assert.Equal(Tick.Make(0, 11), await db.Query<Tick>("SELECT * FROM ticks").ToArrayAsync());
        Assert.Equal("ticks", Assert.Single(db.TableTransactions).Table);
    }

    [Fact]
    public async Task A_table_that_is_gone_is_an_error_that_names_it()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
        await db.CreateTableAsync<Tick>();
        WriteReceipt receipt = db.Write<Tick>(Tick.Make(0, 10));
        await receipt.AcceptedAsync();
        await db.ExecuteAsync("DROP TABLE ticks");
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(async () => await receipt.VisibleAsync());
        Assert.Equal((ErrorCode.NotVisible, "ticks"), (e.Code, e.Table));
    }
}
