using BenchmarkDotNet.Attributes;
using QuestDb.Mapping;
using QuestDb.Wire;

namespace QuestDb.Benchmarks;

/// <summary>Rows written to a server and acknowledged.</summary>
public class WriteBenchmarks
{
    private const int Rows = 1_000_000;

    private readonly Trade[] _rows = Trade.Make(Rows);
    private BenchmarkServer _server = null!;
    private byte[] _source = [];
    private byte[] _copy = [];

    /// <summary>Starts the server.</summary>
    [GlobalSetup]
    public async Task SetupAsync()
    {
        _server = await BenchmarkServer.StartAsync();
        _source = new byte[EncodedLength<Trade>(_rows)];
        _copy = new byte[_source.Length];
        RowFigures.Set<WriteBenchmarks>(Rows, _source.Length);
    }

    /// <summary>Begins each measurement with an empty table.</summary>
    [IterationSetup(Target = nameof(WriteAcknowledged))]
    public void EmptyTable() => _server.FillAsync([]).GetAwaiter().GetResult();

    /// <summary>Stops the server.</summary>
    [GlobalCleanup]
    public async Task CleanupAsync() => await _server.DisposeAsync();

    /// <summary>The same number of bytes, copied.</summary>
    [Benchmark(Baseline = true)]
    public void MemoryCopy() => _source.CopyTo(_copy, 0);

    /// <summary><c>db.Write</c> of every row and the wait for the acks.</summary>
    [Benchmark]
    public async Task WriteAcknowledged()
    {
        for (int start = 0; start < Rows; start += 10_000) _server.Client.Write<Trade>(_rows.AsSpan(start, 10_000));
        await _server.Client.WaitAsync(AckLevel.Accepted, TimeSpan.FromSeconds(30));
    }

    private static int EncodedLength<T>(T[] rows)
        where T : IQuestTable<T>
    {
        byte[] bytes = new byte[64 * 1024 * 1024];
        var buffer = new FrameBuffer(_ => (bytes, 0));
        var encoder = new ChunkEncoder(buffer, new SymbolDictionary());
        encoder.BeginFrame(T.TableSchema, rows.Length);
        T.WriteRows(encoder, rows);
        encoder.EndFrame();
        return buffer.Length;
    }
}
