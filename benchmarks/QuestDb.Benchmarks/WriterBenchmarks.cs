using BenchmarkDotNet.Attributes;
using QuestDb.Encoders;
using QuestDb.Mapping;
using QuestDb.Schemas;
using QuestDb.Wire;

namespace QuestDb.Benchmarks;

/// <summary>Rows into a frame, in memory, by hand: a chunk that is filled and encoded, and a row buffer.</summary>
public class WriterBenchmarks
{
    private const int Rows = 8_192;

    private readonly TradeWriters _trades = new(Trade.Make(Rows));
    private readonly Chunk _chunk = new("trades");
    private readonly RowBuffer _rows = new(LossyValueAction.Refuse, new DesignatedNames([]));
    private readonly byte[] _frame = new byte[1024 * 1024];
    private readonly byte[] _copy = new byte[1024 * 1024];
    private readonly FrameBuffer _buffer;
    private readonly ChunkEncoder _encoder;

    public WriterBenchmarks()
    {
        _buffer = new FrameBuffer(_ => (_frame, 0));
        _encoder = new ChunkEncoder(_buffer, new SymbolDictionary());
        FillAndEncodeChunk();
        RowFigures.Set<WriterBenchmarks>(Rows, _buffer.Length);
    }

    /// <summary>The frame's bytes, copied.</summary>
    [Benchmark(Baseline = true)]
    public void MemoryCopy() => _frame.AsSpan(0, _buffer.Length).CopyTo(_copy);

    /// <summary>The columns given to a chunk and encoded.</summary>
    [Benchmark]
    public int FillAndEncodeChunk()
    {
        _trades.Fill(_chunk);
        Encode(_chunk.Source);
        _chunk.Clear();
        return _buffer.Length;
    }

    /// <summary>The values given to a row buffer, row by row, and encoded.</summary>
    [Benchmark]
    public int FillAndEncodeRows()
    {
        _trades.Fill(_rows);
        Encode(_rows.Sources[0]);
        _rows.Clear();
        return _buffer.Length;
    }

    private void Encode(IRowSource source)
    {
        _encoder.BeginFrame(source.Schema, source.Count);
        source.Encode(_encoder, 0, source.Count);
        _encoder.EndFrame();
    }
}
