using QuestDb.Shared.Wire;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Egress;

/// <summary>Calls in the wrong state: a clear error, and the state as it was.</summary>
public sealed class ReaderErrorTests : IAsyncLifetime
{
    private readonly ScriptedServer _server = ScriptedServer.Start(static async connection =>
    {
        ResultScript script = await ResultScript.BeginAsync(connection);
        while (true)
        {
            await script.ReceiveAsync(MessageKind.QueryRequest);
            await script.SendLongsAsync(0, 1, 2, 3);
            await script.SendLongsAsync(1, 4);
            await script.SendEndAsync();
        }
    });

    private QuestDbClient _client = null!;
    private Reader _reader = null!;

    public async Task InitializeAsync()
    {
        _client = QuestDbClient.Connect($"ws::addr={_server.Address};query_pool_max=1;");
        _reader = await _client.BorrowReaderAsync();
    }

    public async Task DisposeAsync()
    {
        await _reader.DisposeAsync();
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task At_the_cap_a_borrow_fails_at_once_and_names_the_key()
    {
        QuestDbException e = Assert.Throws<QuestDbException>(() => _client.BorrowReader());
        Assert.Equal(ErrorCode.PoolExhausted, e.Code);
        Assert.Contains("query_pool_max", e.Message);
        _reader.Dispose();
        _reader.Dispose();
        _reader = await _client.BorrowReaderAsync();
        Assert.Equal(1, _server.AcceptedConnections);
    }

    [Fact]
    public void A_disposed_reader_says_so()
    {
        PreparedQuery query = _reader.Prepare("SELECT n");
        _reader.Dispose();
        Assert.All(
            new Action[] { () => _reader.Execute("SELECT n"), () => _reader.Prepare("SELECT n"), () => query.Execute(),
                () => _ = _reader.ServerInfo, () => _ = _reader.ServerVersion },
            call => Assert.Equal(ErrorCode.Disposed, Assert.Throws<QuestDbException>(call).Code));
    }

    [Fact]
    public void One_cursor_at_a_time()
    {
        using (Cursor cursor = _reader.Execute("SELECT n"))
        {
            QuestDbException e = Assert.Throws<QuestDbException>(() => _reader.Execute("SELECT m"));
            Assert.Equal(ErrorCode.InvalidState, e.Code);
            Assert.Contains("SELECT n", e.Message);
            Assert.Equal(3, cursor.NextBatch()!.RowCount);
        }

        using Cursor next = _reader.Execute("SELECT m");
        Assert.Equal(3, next.NextBatch()!.RowCount);
    }

    [Fact]
    public void A_batch_ends_when_the_cursor_goes_on()
    {
        using Cursor cursor = _reader.Execute("SELECT n");
        Batch first = cursor.NextBatch()!;
        BatchColumn column = first["n"];
        Assert.NotNull(cursor.NextBatch());
        Assert.All(
            new Action[] { () => _ = first.RowCount, () => _ = first.Sequence, () => _ = first.ColumnCount, () => _ = first.Columns,
                () => _ = first[0], () => _ = first["n"], () => column.AsLong(), () => _ = column.Length },
            call => Assert.Equal(ErrorCode.InvalidState, Assert.Throws<QuestDbException>(call).Code));
    }

    [Fact]
    public void A_disposed_cursor_says_so()
    {
        Cursor cursor = _reader.Execute("SELECT n");
        Batch batch = cursor.NextBatch()!;
        cursor.Dispose();
        Assert.Equal(ErrorCode.Disposed, Assert.Throws<QuestDbException>(() => cursor.NextBatch()).Code);
        Assert.Equal(ErrorCode.Disposed, Assert.Throws<QuestDbException>(() => cursor.AddCredit(1)).Code);
        Assert.Equal(ErrorCode.InvalidState, Assert.Throws<QuestDbException>(() => batch.RowCount).Code);
    }

    [Fact]
    public void A_wrong_type_name_or_place_names_the_column()
    {
        using Cursor cursor = _reader.Execute("SELECT n");
        Batch batch = cursor.NextBatch()!;
        QuestDbException type = Assert.Throws<QuestDbException>(() => batch["N"].AsDouble());
        Assert.Equal((ErrorCode.ResultMismatch, "n"), (type.Code, type.Column));
        Assert.Contains("LONG, not DOUBLE", type.Message);
        Assert.Equal(ErrorCode.ResultMismatch, Assert.Throws<QuestDbException>(() => batch["n"].AsDecimal()).Code);
        QuestDbException name = Assert.Throws<QuestDbException>(() => batch["m"]);
        Assert.Equal((ErrorCode.ResultMismatch, "m"), (name.Code, name.Column));
        Assert.Contains("n (LONG)", name.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => batch[1]);
        Assert.Throws<IndexOutOfRangeException>(() => batch[0].AsLong().Value(3));
        Assert.Throws<IndexOutOfRangeException>(() => batch[0].IsNull(-1));
        Assert.Throws<ArgumentException>(() => batch[0].AsLong().CopyTo(new long[2]));
        Assert.Throws<ArgumentException>(() => batch[0].Validity.CopyValidBits([]));
    }

    [Fact]
    public void Credit_is_positive_and_needs_flow_control()
    {
        using Cursor cursor = _reader.Execute("SELECT n");
        Assert.Throws<ArgumentOutOfRangeException>(() => cursor.AddCredit(0));
        long before = cursor.CreditGrantedTotal;
        cursor.AddCredit(5);
        Assert.InRange(cursor.CreditGrantedTotal, before, before + 5);
        using QuestDbClient unlimited = QuestDbClient.Connect($"ws::addr={_server.Address};initial_credit=0;");
        using Reader reader = unlimited.BorrowReader();
        using Cursor open = reader.Execute("SELECT n");
        QuestDbException e = Assert.Throws<QuestDbException>(() => open.AddCredit(1));
        Assert.Equal(ErrorCode.InvalidState, e.Code);
        Assert.Contains("initial_credit=0", e.Message);
        Assert.Equal(0, open.CreditGrantedTotal);
        Assert.Equal(3, open.NextBatch()!.RowCount);
    }
}
