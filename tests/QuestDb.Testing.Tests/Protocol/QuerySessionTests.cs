using QuestDb.Testing.Protocol;
using QuestDb.Testing.Sql;
using QuestDb.Testing.Tables;
using QuestDb.TestSupport;

namespace QuestDb.Testing.Tests.Protocol;

/// <summary>What recorded connections don't show of query connections.</summary>
public sealed class QuerySessionTests
{
    [Fact]
    public async Task A_dictionary_over_the_soft_cap_is_reset_before_the_next_result()
    {
        var symbols = new SymbolVector();
        for (int i = 0; i < 100_000; i++) symbols.Append($"s{i}");
        await using QuestDbTestServer server = await StartAsync(new RowsResult([new ResultColumn("s", symbols)], symbols.Count));
        await using ReferenceQueryConnection query = await ReferenceQueryConnection.OpenAsync($"127.0.0.1:{server.Port}");
        IReadOnlyList<ReferenceServerFrame> first = await query.RunAsync(ClientMessages.Query(1, "first"));
        Assert.Equal(100_000, first.OfType<ResultBatchFrame>().Sum(b => b.DeltaEntries.Count));
        IReadOnlyList<ReferenceServerFrame> second = await query.RunAsync(ClientMessages.Query(2, "second"));
        Assert.Equal(new CacheResetFrame(1), second[0]);
        Assert.Equal(0, Assert.IsType<ResultBatchFrame>(second[1]).DeltaStart);
    }

    [Fact]
    public async Task A_client_can_ask_for_smaller_batches_but_not_for_larger_ones()
    {
        var numbers = FixedVector<long>.Wrap(ColumnType.Long, [.. Enumerable.Range(0, 100).Select(i => (long)i)]);
        await using QuestDbTestServer server = await StartAsync(new RowsResult([new ResultColumn("x", numbers)], 100), batchRows: 40);
        Assert.Equal<IEnumerable<int>>([30, 30, 30, 10], await BatchRowsAsync(server, "30"));
        Assert.Equal<IEnumerable<int>>([40, 40, 20], await BatchRowsAsync(server, "1000"));
    }

    [Fact]
    public async Task A_defect_of_the_engine_is_an_error_that_shows_it()
    {
        var context = new ServerContext(new QuestDbTestServerOptions()) { Execute = (_, _) => throw new InvalidCastException("defect") };
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync(context);
        await using ReferenceQueryConnection query = await ReferenceQueryConnection.OpenAsync($"127.0.0.1:{server.Port}");
        var error = Assert.IsType<QueryErrorFrame>((await query.RunAsync(ClientMessages.Query(1, "x")))[^1]);
        Assert.Equal(0x06, error.Status);
        Assert.Contains("InvalidCastException: defect", error.Message);
    }

    private static async Task<int[]> BatchRowsAsync(QuestDbTestServer server, string header)
    {
        await using ReferenceQueryConnection query = await ReferenceQueryConnection.OpenAsync($"127.0.0.1:{server.Port}",
            [new("X-QWP-Max-Batch-Rows", header)]);
        return [.. (await query.RunAsync(ClientMessages.Query(1, "x"))).OfType<ResultBatchFrame>().Select(b => b.RowCount)];
    }

    private static Task<QuestDbTestServer> StartAsync(RowsResult result, int batchRows = 16_384)
        => QuestDbTestServer.StartAsync(
            new ServerContext(new QuestDbTestServerOptions { BatchRows = batchRows }) { Execute = (_, _) => result });
}
