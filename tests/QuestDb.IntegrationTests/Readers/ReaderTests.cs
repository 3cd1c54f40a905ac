namespace QuestDb.IntegrationTests.Readers;

/// <summary>Readers, cursors and batches against a server, synchronously and not.</summary>
[Trait("Category", "Integration")]
public sealed class ReaderTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Table = "it_reader";

    [Fact]
    public async Task A_reader_tells_the_server_and_runs_queries_one_after_the_other()
    {
        using Reader reader = server.Client.BorrowReader();
        Assert.Equal(1, reader.ServerVersion);
        Assert.True(reader.ServerInfo.WallNanos > 0);
        Assert.True(Enum.IsDefined(reader.ServerInfo.Role));
        for (long rows = 1; rows < 4; rows++)
        {
            using Cursor cursor = reader.Execute("SELECT x FROM long_sequence(100) WHERE x <= $1", rows);
            Batch batch = cursor.NextBatch()!;
            Assert.Equal([.. Enumerable.Range(1, (int)rows).Select(static x => (long)x)], batch["x"].AsLong().Values.ToArray());
            Assert.Null(cursor.NextBatch());
            Assert.Null(cursor.NextBatch());
            Assert.Equal(TerminalKind.ResultEnd, cursor.Terminal!.Value.Kind);
            Assert.True(cursor.RequestId > 0);
        }

        await using Reader other = await server.Client.BorrowReaderAsync();
        await using Cursor second = await other.ExecuteAsync("SELECT 7 AS x");
        Assert.Equal(1, (await second.NextBatchAsync())!.RowCount);
    }

    [Fact]
    public async Task Statements_end_with_their_type_and_rows()
    {
        await server.OwnTableAsync(Table);
        await using Reader reader = await server.Client.BorrowReaderAsync();
        Assert.Equal(StatementType.CreateTable, (await RunAsync(
            "CREATE TABLE it_reader (id LONG, text VARCHAR, ts TIMESTAMP) TIMESTAMP(ts) PARTITION BY DAY WAL")).StatementType);
        QueryTerminal insert = await RunAsync("INSERT INTO it_reader VALUES ($1, $2, $3)", 1L, "one", new TimestampMicros(1));
        Assert.Equal((TerminalKind.ExecDone, StatementType.Insert, 1L), (insert.Kind, insert.StatementType, insert.RowsAffected!.Value));
        Assert.Null((await RunAsync("TRUNCATE TABLE it_reader")).RowsAffected);

        async Task<QueryTerminal> RunAsync(string sql, params BindValue[] binds)
        {
            await using Cursor cursor = await reader.ExecuteAsync(sql, default, binds);
            Assert.Null(await cursor.NextBatchAsync());
            return cursor.Terminal!.Value;
        }
    }

    [Fact]
    public async Task An_error_of_the_server_leaves_the_reader_usable()
    {
        await using Reader reader = await server.Client.BorrowReaderAsync();
        await using (Cursor cursor = await reader.ExecuteAsync("SELECT nope FROM long_sequence(1)"))
        {
            QueryException e = await Assert.ThrowsAsync<QueryException>(async () => await cursor.NextBatchAsync());
            Assert.Equal(ErrorCode.QueryFailed, e.Code);
            Assert.Contains("nope", e.ServerMessage, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(TerminalKind.Error, cursor.Terminal!.Value.Kind);
        }

        await using Cursor next = await reader.ExecuteAsync("SELECT 1 AS x");
        Assert.Equal(1, (await next.NextBatchAsync())!.RowCount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("initial_credit=0;")]
    [InlineData("initial_credit=1;buffer_pool_size=1;")]
    [InlineData("initial_credit=64k;compression=zstd;compression_level=3;")]
    [InlineData("compression=auto;max_batch_rows=100;buffer_pool_size=16;")]
    public async Task Every_row_comes_once_and_in_order(string settings)
    {
        await using QuestDbClient client = QuestDbClient.Connect(server.ConnectString + settings);
        using Reader reader = client.BorrowReader();
        using Cursor cursor = reader.Execute("SELECT x, x % 3 = 0 AS third FROM long_sequence(50000)");
        long next = 1;
        while (cursor.NextBatch() is { } batch)
        {
            if (settings.Contains("max_batch_rows")) Assert.InRange(batch.RowCount, 1, 100);
            BooleanColumnView third = batch["third"].AsBoolean();
            FixedColumnView<long> values = batch["x"].AsLong();
            for (int row = 0; row < batch.RowCount; row++, next++)
            {
                if (values.Value(row) != next || third.Value(row) != (next % 3 == 0)) Assert.Fail($"row {next}");
            }
        }

        Assert.Equal(50_001, next);
    }

    [Fact]
    public async Task A_bind_of_every_type_is_selected_unchanged()
    {
        var id = Guid.Parse("01234567-89ab-cdef-fedc-ba9876543210");
        var wide = Long256.Parse("0x0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
        var hash = GeoHash.Parse("u33d8");
        var large = Decimal256.Parse("-12345678901234567890123456789012345678901234567890.25");
        await using Reader reader = await server.Client.BorrowReaderAsync();
        await using Cursor cursor = await reader.Prepare(
            "SELECT $1 a, $2 b, $3 c, $4 d, $5 e, $6 f, $7 g, $8 h, $9 i, $10 j, $11 k, $12 l, $13 m, $14 n, $15 o, "
            + "$16 p, $17 q, $18 r, $19 s, $20 t")
            .Bind(1, true).Bind(2, (sbyte)-1).Bind(3, (short)-2).Bind(4, -3).Bind(5, -4L).Bind(6, 0.5f).Bind(7, -0.25).Bind(8, 'é')
            .Bind(9, "text").Bind(10, BindValue.Utf8("utf8"u8)).Bind(11, new TimestampMicros(-1)).Bind(12, new TimestampNanos(5))
            .Bind(13, new DateOnly(2026, 1, 2)).Bind(14, id).Bind(15, wide).Bind(16, hash)
            .Bind(17, BindValue.Decimal64(1.5m, 3)).Bind(18, BindValue.Decimal128(-1.25m, 2))
            .Bind(19, BindValue.Decimal256(large, 2)).Bind(20, BindValue.Null(ColumnType.Long))
            .ExecuteAsync();
        Batch batch = (await cursor.NextBatchAsync())!;
        Assert.True(batch["a"].AsBoolean().Value(0));
        Assert.Equal(-1, batch["b"].AsByte().Value(0));
        Assert.Equal(-2, batch["c"].AsShort().Value(0));
        Assert.Equal(-3, batch["d"].AsInt().Value(0));
        Assert.Equal(-4, batch["e"].AsLong().Value(0));
        Assert.Equal(0.5f, batch["f"].AsFloat().Value(0));
        Assert.Equal(-0.25, batch["g"].AsDouble().Value(0));
        Assert.Equal('é', batch["h"].AsChar().Value(0));
        Assert.Equal("text", batch["i"].AsVarchar().Value(0));
        Assert.Equal("utf8"u8, batch["j"].AsVarchar().Utf8(0));
        Assert.Equal(new TimestampMicros(-1), batch["k"].AsTimestamp().Value(0));
        Assert.Equal(new TimestampNanos(5), batch["l"].AsTimestampNanos().Value(0));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), batch["m"].AsDate().Value(0));
        Assert.Equal(id, batch["n"].AsUuid().Value(0));
        Assert.Equal(wide, batch["o"].AsLong256().Value(0));
        Assert.Equal(hash, batch["p"].AsGeoHash().Value(0));
        Assert.Equal((Decimal256)1.5m, batch["q"].AsDecimal().Value(0));
        Assert.Equal((Decimal256)(-1.25m), batch["r"].AsDecimal().Value(0));
        Assert.Equal(large, batch["s"].AsDecimal().Value(0));
        Assert.True(batch["t"].IsNull(0));
        QuestDbException e = Assert.Throws<QuestDbException>(() => batch["t"].AsLong().Value(0));
        Assert.Equal((ErrorCode.UnexpectedNull, "t", 0), (e.Code, e.Column, e.Row!.Value));
    }
}
