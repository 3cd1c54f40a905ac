using QuestDb.TestSupport;

namespace QuestDb.IntegrationTests.Errors;

/// <summary>
/// A single row that passes its check and can't be encoded when it is queued leaves alone, whatever it is in it that changed its mind.
/// </summary>
[Trait("Category", "Integration")]
public sealed class MoodyRowTests(ServerFixture server) : IClassFixture<ServerFixture>, IDisposable
{
    [Theory]
    [InlineData("total", "no total")]
    [InlineData("side", "not a declared member")]
    [InlineData("name", "surrogate")]
    [InlineData("share", "no share")]
    public async Task A_row_that_turned_bad_leaves_alone(string column, string reason)
    {
        await server.OwnTableAsync("moody");
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString + "auto_flush_interval=3600000;");
        await db.CreateTableAsync<MoodyRow>();
        WriteReceipt[] receipts = [.. Enumerable.Range(1, 5).Select(i => db.Write(MoodyRow.Of(i)))];
        MoodyRow.Bad = (3, column);
        await db.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);

        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(async () => await receipts[2].AcceptedAsync());
        Assert.Equal((ErrorCode.InvalidValue, "moody", column, 0), (e.Code, e.Table, e.Column, e.Row));
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
        MoodyRow.Bad = null;
        await db.Write(MoodyRow.Of(6)).VisibleAsync();
        MoodyRow[] stored = await db.Query<MoodyRow>("SELECT * FROM moody").ToArrayAsync();
        Assert.Equal([1, 2, 4, 5, 6], stored.Select(static row => row.Id));
    }

    public void Dispose() => MoodyRow.Bad = null;
}
