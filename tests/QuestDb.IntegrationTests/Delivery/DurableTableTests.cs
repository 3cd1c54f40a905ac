using QuestDb.TestSupport;
using QuestDb.Testing;
using QuestDb.Testing.Faults;

namespace QuestDb.IntegrationTests.Delivery;

/// <summary>
/// Durable acks of a table that is dropped and made again: its transactions begin at a low number, which the acks of the old table had
/// reached (questdb#7496).
/// </summary>
[Trait("Category", "Integration")]
public sealed class DurableTableTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Durable_acks_of_a_dropped_table_release_no_rows_of_the_new_one(bool directories)
    {
        await using QuestDbTestServer server = await StartAsync(directories);
        await using QuestDbClient db = Connect(server);
        for (int i = 0; i < 5; i++) await db.Write<DroppedRow>(DroppedRow.Make(i, 1)).DurableAsync();
        Assert.Equal([(5L, 5L)], db.TableTransactions.Select(static t => (t.Accepted, t.Durable)));

        await db.ExecuteAsync("DROP TABLE it_dropped");
        server.Faults.Add(Fault.WithholdDurableAck().Forever());
        WriteReceipt first = db.Write<DroppedRow>(DroppedRow.Make(5, 1));
        await first.AcceptedAsync();
        await db.Write<DroppedRow>(DroppedRow.Make(6, 1)).AcceptedAsync();
        Assert.Equal((6, 4), (db.AckedFsn, db.DurableFsn));
        Assert.Equal([(2L, -1L)], db.TableTransactions.Select(static t => (t.Accepted, t.Durable)));

        server.Faults.Clear();
        await db.Write<DroppedRow>(DroppedRow.Make(7, 1)).DurableAsync();
        await first.DurableAsync();
        Assert.Equal([(3L, 3L)], db.TableTransactions.Select(static t => (t.Accepted, t.Durable)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rows_that_went_with_their_table_before_they_were_durable_hold_up_nothing_and_are_an_error(bool directories)
    {
        await using QuestDbTestServer server = await StartAsync(directories);
        await using QuestDbClient db = Connect(server);
        server.Faults.Add(Fault.WithholdDurableAck().Forever());
        WriteReceipt gone = default;
        for (int i = 0; i < 3; i++) await (gone = db.Write<DroppedRow>(DroppedRow.Make(i, 1))).AcceptedAsync();
        await db.ExecuteAsync("DROP TABLE it_dropped");
        WriteReceipt again = db.Write<DroppedRow>(DroppedRow.Make(3, 1));
        await again.AcceptedAsync();

        server.Faults.Clear();
        await db.Write<DroppedRow>(DroppedRow.Make(4, 1)).DurableAsync();
        await again.DurableAsync();
        await gone.AcceptedAsync();
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(async () => await gone.DurableAsync());
        Assert.Equal((ErrorCode.NotVisible, "it_dropped"), (e.Code, e.Table));
        Assert.Equal(4, db.DurableFsn);
    }

    private static Task<QuestDbTestServer> StartAsync(bool directories) => QuestDbTestServer.StartAsync(
        new QuestDbTestServerOptions { DurableAck = true, DurableAckDirectories = directories });

    private static QuestDbClient Connect(QuestDbTestServer server) =>
        QuestDbClient.Connect($"{server.ConnectString}request_durable_ack=on;");
}
