using BenchmarkDotNet.Attributes;

namespace QuestDb.Benchmarks;

/// <summary>Rows queried from a server, whole batches at a time.</summary>
public class QueryBenchmarks
{
    private const int Rows = 1_000_000;

    private BenchmarkServer _server = null!;
    private byte[] _source = [];
    private byte[] _copy = [];

    /// <summary>Starts the server and fills the table.</summary>
    [GlobalSetup]
    public async Task SetupAsync()
    {
        _server = await BenchmarkServer.StartAsync();
        await _server.FillAsync(Trade.Make(Rows));
        _source = new byte[(await _server.RecordAsync("SELECT * FROM trades")).Sum(static frame => frame.Length)];
        _copy = new byte[_source.Length];
        RowFigures.Set<QueryBenchmarks>(Rows, _source.Length);
    }

    /// <summary>Stops the server.</summary>
    [GlobalCleanup]
    public async Task CleanupAsync() => await _server.DisposeAsync();

    /// <summary>The same number of bytes, copied.</summary>
    [Benchmark(Baseline = true)]
    public void MemoryCopy() => _source.CopyTo(_copy, 0);

    /// <summary><c>db.QueryBatches</c> to its end.</summary>
    [Benchmark]
    public async Task<long> QueryBatches()
    {
        long rows = 0;
        await foreach (RecordBatch<Trade> batch in _server.Client.QueryBatches<Trade>("SELECT * FROM trades")) rows += batch.Length;
        return rows;
    }
}
