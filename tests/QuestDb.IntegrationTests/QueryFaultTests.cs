using QuestDb.Testing;
using QuestDb.Testing.Faults;

namespace QuestDb.IntegrationTests;

/// <summary>Queries against a server that misbehaves or refuses them, and queries that are given up.</summary>
[Trait("Category", "Integration")]
public sealed class QueryFaultTests : IAsyncLifetime
{
    private const string Numbers = "SELECT x AS id FROM long_sequence(200000)";

    private QuestDbTestServer _server = null!;
    private QuestDbClient _client = null!;

    public static TheoryData<string, ErrorCode> Faults => new()
    {
        { "drop", ErrorCode.ConnectionLost },
        { "close", ErrorCode.ConnectionLost },
        { "half a batch", ErrorCode.ConnectionLost },
        { "garbage", ErrorCode.ProtocolError },
    };

    public async Task InitializeAsync()
    {
        _server = await QuestDbTestServer.StartAsync(new QuestDbTestServerOptions { BatchRows = 1000 });
        // Tests count connections: a busy machine is no reason to give one up.
        _client = QuestDbClient.Connect(_server.ConnectString + "query_close_timeout_ms=60000;failover=off;");
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task A_broken_result_is_an_error_and_the_next_query_works(string fault, ErrorCode code)
    {
        _server.Faults.Add(fault switch
        {
            "drop" => Fault.DropQuery(afterBatches: 3),
            "close" => Fault.CloseQuery(1001, "going away", afterBatches: 3),
            "half a batch" => Fault.HalfBatch(afterBatches: 3),
            _ => Fault.GarbageBatch(afterBatches: 3),
        });
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(() => _client.Query<Number>(Numbers).ToArrayAsync());
        Assert.Equal(code, e.Code);
        Assert.Equal(200_000, (await _client.Query<Number>(Numbers).ToArrayAsync()).Length);
    }

    [Fact]
    public async Task An_error_in_mid_result_keeps_the_connection()
    {
        _server.Faults.Add(Fault.QueryError(0x06, "out of luck", afterBatches: 3));
        QueryException e = await Assert.ThrowsAsync<QueryException>(() => _client.Query<Number>(Numbers).ToArrayAsync());
        Assert.Equal((0x06, "out of luck", Numbers), (e.Status, e.ServerMessage, e.Sql));
        Assert.Equal(200_000, (await _client.Query<Number>(Numbers).ToArrayAsync()).Length);
        Assert.Equal(1, _server.Stats.QueryConnections);
    }

    [Fact]
    public async Task A_cancelled_query_keeps_the_connection()
    {
        using var cancel = new CancellationTokenSource();
        int rows = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (Number _ in _client.Query<Number>("SELECT x AS id FROM long_sequence(20000000)").WithCancellation(cancel.Token))
                if (++rows == 2500)
                    await cancel.CancelAsync();
        });
        Assert.Equal(200_000, (await _client.Query<Number>(Numbers).ToArrayAsync()).Length);
        Assert.Equal(1, _server.Stats.QueryConnections);
    }

    [Fact]
    public async Task A_result_that_is_left_early_keeps_the_connection()
    {
        await foreach (Number row in _client.Query<Number>("SELECT x AS id FROM long_sequence(20000000)"))
            if (row.Id == 10)
                break;
        Assert.Equal(200_000, (await _client.Query<Number>(Numbers).ToArrayAsync()).Length);
        Assert.Equal(1, _server.Stats.QueryConnections);
    }

    [Fact]
    public async Task A_statement_whose_answer_is_lost_is_not_sent_again()
    {
        await _client.ExecuteAsync("CREATE TABLE it_once (id LONG, ts TIMESTAMP) TIMESTAMP(ts) PARTITION BY DAY WAL");
        _server.Faults.Add(Fault.DropQuery());
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(() => _client.ExecuteAsync("INSERT INTO it_once VALUES (1, 0)"));
        Assert.Equal(ErrorCode.OutcomeUnknown, e.Code);
        Assert.Equal(2, _server.Stats.Queries);
    }

    [Theory]
    [InlineData("initial_credit=0;")]
    [InlineData("initial_credit=1;")]
    [InlineData("initial_credit=9000;")]
    [InlineData("initial_credit=1;compression=zstd;")]
    [InlineData("initial_credit=9000;compression=zstd;max_batch_rows=7;")]
    public async Task A_result_comes_whole_whatever_the_credit(string settings)
    {
        // As many rows as whole batches hold, so that the end of the result waits for credit too; and one more.
        await using QuestDbClient client = QuestDbClient.Connect(_server.ConnectString + settings);
        foreach (int rows in new[] { 1, 7, 1000, 7000, 7001 })
        {
            var count = Sql.Raw(rows.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(rows, (await client.Query<Number>($"SELECT x AS id FROM long_sequence({count})").ToArrayAsync()
                .WaitAsync(TestSupport.Poll.DefaultDeadline)).Length);
        }
    }

    [Fact]
    public async Task A_statement_whose_token_is_cancelled_already_is_not_sent()
    {
        await _client.ExecuteAsync("CREATE TABLE it_cancelled (id LONG, ts TIMESTAMP) TIMESTAMP(ts) PARTITION BY DAY WAL");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _client.ExecuteAsync("INSERT INTO it_cancelled VALUES (1, 0)", new CancellationToken(canceled: true)));
        Assert.Equal(1, _server.Stats.Queries);
    }

    [Fact]
    public async Task A_connection_that_died_while_idle_is_replaced()
    {
        await _client.Query<Number>(Numbers).ToArrayAsync();
        await _server.RestartAsync();
        Assert.Equal(200_000, (await _client.Query<Number>(Numbers).ToArrayAsync()).Length);
    }

    [Theory]
    [InlineData("SELECT * FROM it_missing", "it_missing")]
    [InlineData("SELECT nope AS id FROM long_sequence(1)", "nope")]
    public async Task An_sql_error_names_what_is_wrong(string sql, string part)
    {
        QueryException e = await Assert.ThrowsAsync<QueryException>(() => _client.Query<Number>(sql).ToArrayAsync());
        Assert.Equal(ErrorCode.QueryFailed, e.Code);
        Assert.Contains(part, e.ServerMessage, StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>One number of a sequence.</summary>
[QuestRow]
public readonly partial record struct Number(long Id);
