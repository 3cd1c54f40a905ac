namespace QuestDb.IntegrationTests.Delivery;

/// <summary>The numbers that a receipt and the result of a statement give.</summary>
[Trait("Category", "Integration")]
public sealed class ReceiptTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    [Fact]
    public async Task The_frame_numbers_of_a_single_row_are_known_once_it_is_queued()
    {
        await server.OwnTableAsync("it_staying");
        await using QuestDbClient db = QuestDbClient.Connect($"{server.ConnectString}auto_flush_interval=3600000;");
        await db.Write<StayingRow>([new StayingRow(0, DateTime.UnixEpoch)]).AcceptedAsync();
        WriteReceipt first = db.Write(new StayingRow(1, DateTime.UnixEpoch));
        WriteReceipt second = db.Write(new StayingRow(2, DateTime.UnixEpoch));
        Assert.Equal((-1, -1), (first.FirstFsn, first.LastFsn));
        await second.AcceptedAsync();
        Assert.Equal((1, 1, 1, 1), (first.FirstFsn, first.LastFsn, second.FirstFsn, second.LastFsn));
        Assert.Equal(db.AckedFsn, first.LastFsn);
        await db.WaitAsync(AckLevel.Accepted, TimeSpan.Zero);
    }

    [Fact]
    public async Task The_row_count_of_an_update_is_null_since_servers_send_the_number_of_a_transaction()
    {
        await server.OwnTableAsync("it_staying");
        await server.Client.CreateTableAsync<StayingRow>();
        for (int i = 0; i < 5; i++) await server.Client.Write<StayingRow>([new StayingRow(i, DateTime.UnixEpoch)]).VisibleAsync();
        ExecuteResult update = await server.Client.ExecuteAsync("UPDATE it_staying SET Id = 7 WHERE Id = 3");
        Assert.Equal((StatementType.Update, null), (update.StatementType, update.RowsAffected));
        await using Reader reader = await server.Client.BorrowReaderAsync();
        await using Cursor cursor = await reader.ExecuteAsync("UPDATE it_staying SET Id = 8 WHERE Id = 4");
        while (await cursor.NextBatchAsync() is not null)
        {
        }

        Assert.Equal((StatementType.Update, null), (cursor.Terminal!.Value.StatementType, cursor.Terminal.Value.RowsAffected));
        ExecuteResult insert = await server.Client.ExecuteAsync("INSERT INTO it_staying VALUES (1, 1)");
        Assert.Equal(1, insert.RowsAffected);
    }
}
