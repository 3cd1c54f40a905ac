using QuestDb.Shared.Wire;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Egress;

/// <summary>Binds that can't be: the error names the position, and the query is as it was.</summary>
public sealed class PreparedQueryTests
{
    public static TheoryData<string, Action<PreparedQuery>, string> Errors => new()
    {
        { "position 0", static q => q.BindLong(0, 1), "$0" },
        { "position 2049", static q => q.BindLong(2049, 1), "$2049" },
        { "default value", static q => q.Bind(3, default), "$3" },
        { "default geohash", static q => q.BindGeoHash(3, default), "$3" },
        { "not UTF-8", static q => q.BindVarchar(3, [0xFF]), "$3" },
        { "more than 18 digits", static q => q.BindDecimal64(3, Decimal256.Parse("1234567890123456789"), 0), "$3" },
        { "digits are lost", static q => q.BindDecimal64(3, Decimal256.Parse("1.25"), 1), "$3" },
        { "scale 19 of 18", static q => q.BindDecimal64(3, 1L, 19), "$3" },
        { "scale 39 of 38", static q => q.BindDecimal128(3, 1L, 39), "$3" },
        { "scale 77 of 76", static q => q.BindDecimal256(3, 1L, 77), "$3" },
        { "negative scale", static q => q.BindDecimal256(3, 1L, -1), "$3" },
        { "more than 38 digits", static q => q.BindDecimal128(3, Decimal256.MaxValue, 0), "$3" },
        { "NULL of no type", static q => q.BindNull(3, ColumnType.None), "$3" },
        { "NULL BINARY", static q => q.BindNull(3, ColumnType.Binary), "BINARY" },
        { "NULL IPv4", static q => q.BindNull(3, ColumnType.IPv4), "IPv4" },
        { "NULL DOUBLE[]", static q => q.BindNull(3, ColumnType.DoubleArray), "DOUBLE[]" },
        { "NULL LONG[]", static q => q.BindNull(3, ColumnType.LongArray), "LONG[]" },
        { "NULL of an unknown type", static q => q.BindNull(3, (ColumnType)99), "$3" },
        { "NULL GEOHASH of 61 bits", static q => q.BindNull(3, ColumnType.GeoHash, 61), "61" },
        { "NULL GEOHASH of 0 bits", static q => q.BindNull(3, ColumnType.GeoHash, 0), "$3" },
        { "NULL DECIMAL64 of scale 19", static q => q.BindNull(3, ColumnType.Decimal64, 19), "19" },
        { "NULL LONG with a scale", static q => q.BindNull(3, ColumnType.Long, 1), "LONG" },
    };

    [Theory, MemberData(nameof(Errors))]
    public async Task A_bad_bind_names_its_position_and_changes_nothing(string what, Action<PreparedQuery> bind, string named)
    {
        await using ScriptedServer server = ScriptedServer.Start(EchoAsync);
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};");
        await using Reader reader = await client.BorrowReaderAsync();
        PreparedQuery query = reader.Prepare("SELECT $1, $2").BindLong(2, 2).BindVarchar(1, "one");
        byte[] before = await RequestAsync(query);

        QuestDbException e = Assert.Throws<QuestDbException>(() => bind(query));

        Assert.Equal(ErrorCode.InvalidValue, e.Code);
        Assert.Contains(named, e.Message);
        Assert.Contains("SELECT $1, $2", e.Message);
        Assert.Equal(2, query.BindCount);
        byte[] after = await RequestAsync(query);
        Assert.True(before[9..].SequenceEqual(after[9..]), what);
        Assert.Equal(1, server.AcceptedConnections);
    }

    [Fact]
    public async Task Errors_at_the_run_leave_reader_and_connection_as_they_were()
    {
        await using ScriptedServer server = ScriptedServer.Start(EchoAsync);
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};");
        await using Reader reader = await client.BorrowReaderAsync();

        PreparedQuery gap = reader.Prepare("SELECT $1, $2").BindLong(2, 1);
        QuestDbException missing = Assert.Throws<QuestDbException>(() => gap.Execute());
        PreparedQuery surrogate = reader.Prepare("SELECT $1, $2").BindLong(1, 1).BindVarchar(2, "\ud800");
        QuestDbException lone = Assert.Throws<QuestDbException>(() => surrogate.Execute());
        QuestDbException many = Assert.Throws<QuestDbException>(() => reader.Execute("SELECT 1", new BindValue[2049]));
        QuestDbException text = Assert.Throws<QuestDbException>(() => reader.Execute(new string('x', 1024 * 1024 + 1)));
        QuestDbException unset = await Assert.ThrowsAsync<QuestDbException>(() => client.ExecuteAsync("SELECT $1, $2", 1, default(BindValue)));

        Assert.All([missing, lone, many, text, unset], static e => Assert.Equal(ErrorCode.InvalidValue, e.Code));
        Assert.Contains("$1 is missing", missing.Message);
        Assert.Contains("$2", lone.Message);
        Assert.Contains("2049", many.Message);
        Assert.Contains("$2", unset.Message);
        await RequestAsync(gap.BindLong(1, 1));
        // One connection is the reader's; the statement had one of its own.
        Assert.Equal(2, server.AcceptedConnections);
        await using Reader other = await client.BorrowReaderAsync();
        Assert.Equal(2, server.AcceptedConnections);
    }

    [Fact]
    public async Task Binds_stay_for_the_next_run_until_they_are_cleared()
    {
        await using ScriptedServer server = ScriptedServer.Start(EchoAsync);
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};");
        await using Reader reader = await client.BorrowReaderAsync();
        PreparedQuery query = reader.Prepare("q").BindBoolean(1, true);

        Assert.Equal("01010001", Tail(await RequestAsync(query)));
        Assert.Equal("01010001", Tail(await RequestAsync(query)));
        Assert.Equal("01010000", Tail(await RequestAsync(query.BindBoolean(1, false))));
        Assert.Equal(0, query.ClearBinds().BindCount);
    }

    /// <summary>Number of binds, then the one bind: type, null flag, value.</summary>
    private static string Tail(byte[] request) => Convert.ToHexString(request.AsSpan(^4..));

    /// <summary>Answers each query with its own bytes, one a row.</summary>
    private static async Task EchoAsync(ScriptedConnection connection)
    {
        ResultScript script = await ResultScript.BeginAsync(connection, capabilities: 0);
        while (true)
        {
            byte[] request = await script.ReceiveAsync(MessageKind.QueryRequest);
            await script.SendLongsAsync(0, [.. request.Select(static b => (long)b)]);
            await script.SendEndAsync();
        }
    }

    private static async Task<byte[]> RequestAsync(PreparedQuery query)
    {
        await using Cursor cursor = await query.ExecuteAsync();
        Batch batch = (await cursor.NextBatchAsync())!;
        byte[] bytes = [.. batch["n"].AsLong().Values.ToArray().Select(static v => (byte)v)];
        Assert.Null(await cursor.NextBatchAsync());
        return bytes;
    }
}
