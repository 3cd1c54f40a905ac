using BenchmarkDotNet.Attributes;
using QuestDb.Decoders.Batches;
using QuestDb.Egress.Messages;
using QuestDb.Mapping;

namespace QuestDb.Benchmarks;

/// <summary>A recorded result into rows, in memory.</summary>
public class DecodeBenchmarks
{
    private const int Rows = 65_536;

    private readonly Trade[] _rows = new Trade[16_384];
    private readonly ResultDictionary _dictionary = new();
    private readonly BatchDecoder _decoder;
    private List<byte[]> _frames = [];
    private byte[] _copy = [];
    private int[] _bodyOffsets = [];

    public DecodeBenchmarks() => _decoder = new BatchDecoder(_dictionary);

    /// <summary>Records the result frames of a query.</summary>
    [GlobalSetup]
    public async Task SetupAsync()
    {
        await using BenchmarkServer server = await BenchmarkServer.StartAsync();
        await server.FillAsync(Trade.Make(Rows));
        _frames = await server.RecordAsync("SELECT * FROM trades");
        _bodyOffsets = [.. _frames.Select(static frame => ServerFrame.Parse(frame).BodyOffset)];
        RowFigures.Set<DecodeBenchmarks>(Rows, _frames.Sum(static frame => (long)frame.Length));
        _copy = new byte[_frames.Max(static frame => frame.Length)];
    }

    /// <summary>The frames' bytes, copied.</summary>
    [Benchmark(Baseline = true)]
    public void MemoryCopy()
    {
        foreach (byte[] frame in _frames) frame.CopyTo(_copy, 0);
    }

    /// <summary>The batch decoder and the generated reader.</summary>
    [Benchmark]
    public int Decode() => Decode<Trade>(_rows);

    private int Decode<T>(T[] rows)
        where T : IQuestRow<T>
    {
        // The recorded connection began without symbols.
        _dictionary.Clear();
        _decoder.Reset();
        RowBatch? batch = null;
        int count = 0;
        for (int i = 0; i < _frames.Count; i++)
        {
            _decoder.Decode(_frames[i], _frames[i].Length, _bodyOffsets[i]);
            batch ??= new RowBatch(T.RowSchema, _decoder.Batch);
            T.ReadRows(batch, rows.AsSpan(0, _decoder.Batch.RowCount));
            count += _decoder.Batch.RowCount;
        }

        return count;
    }
}
