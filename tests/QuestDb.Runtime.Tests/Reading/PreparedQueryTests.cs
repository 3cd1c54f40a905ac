using QuestDb.Shared.Wire;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Egress;

/// <summary>Binds that can't be: the error names the position, and the query is as it was.</summary>
public sealed class PreparedQueryTests
{
    public static TheoryData<string, Action<PreparedQuery>, string> Errors => new()
    {
        { "position 0", static q => q.Bind(0, 1L), "$0" },
        { "position 2049", static q => q.Bind(2049, 1L), "$2049" },
        { "default value", static q => q.Bind(3, default), "$3" },
    };

    [Theory, MemberData(nameof(Errors))]
    public async Task A_bad_bind_names_its_position_and_changes_nothing(string what, Action<PreparedQuery> bind, string named)
    {
        await using ScriptedServer server = ScriptedServer.Start(EchoAsync);
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};");
        await using Reader reader = await client.BorrowReaderAsync();
        PreparedQuery query = reader.Prepare("SELECT $1, $2").Bind(2, 2L).Bind(1, "one");
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

        PreparedQuery gap = reader.Prepare("SELECT $1, $2").Bind(2, 1L);
        QuestDbException missing = Assert.Throws<QuestDbException>(() => gap.Execute());
        PreparedQuery surrogate = reader.Prepare("SELECT $1, $2").Bind(1, 1L).Bind(2, "\ud800");
        QuestDbException lone = Assert.Throws<QuestDbException>(() => surrogate.Execute());
        QuestDbException many = Assert.Throws<QuestDbException>(() => reader.Execute("SELECT 1", new BindValue[2049]));
        QuestDbException text = Assert.Throws<QuestDbException>(() => reader.Execute(new string('x', 1024 * 1024 + 1)));
        QuestDbException unset =
            await Assert.ThrowsAsync<QuestDbException>(() => client.ExecuteAsync("SELECT $1, $2", 1, default(BindValue)));

        Assert.All([missing, lone, many, text, unset], static e => Assert.Equal(ErrorCode.InvalidValue, e.Code));
        Assert.Contains("$1 is missing", missing.Message);
        Assert.Contains("$2", lone.Message);
        Assert.Contains("2049", many.Message);
        Assert.Contains("$2", unset.Message);
        await RequestAsync(gap.Bind(1, 1L));
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
        PreparedQuery query = reader.Prepare("SELECT $1").Bind(1, true);

        Assert.Equal("01010001", Tail(await RequestAsync(query)));
        Assert.Equal("01010001", Tail(await RequestAsync(query)));
        Assert.Equal("01010000", Tail(await RequestAsync(query.Bind(1, false))));
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
