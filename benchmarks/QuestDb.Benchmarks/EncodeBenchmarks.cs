using BenchmarkDotNet.Attributes;
using QuestDb.Mapping;
using QuestDb.Wire;

namespace QuestDb.Benchmarks;

/// <summary>Rows into a frame, in memory.</summary>
public class EncodeBenchmarks
{
    private const int Rows = 8_192;

    private readonly Trade[] _rows = Trade.Make(Rows);
    private readonly byte[] _frame = new byte[1024 * 1024];
    private readonly byte[] _copy = new byte[1024 * 1024];
    private readonly FrameBuffer _buffer;
    private readonly ChunkEncoder _encoder;

    public EncodeBenchmarks()
    {
        _buffer = new FrameBuffer(_ => (_frame, 0));
        _encoder = new ChunkEncoder(_buffer, new SymbolDictionary());
        Encode();
        RowFigures.Set<EncodeBenchmarks>(Rows, _buffer.Length);
    }

    /// <summary>The frame's bytes, copied.</summary>
    [Benchmark(Baseline = true)]
    public void MemoryCopy() => _frame.AsSpan(0, _buffer.Length).CopyTo(_copy);

    /// <summary>The generated encoder.</summary>
    [Benchmark]
    public int Encode()
    {
        _encoder.BeginFrame(TableOf<Trade>(), Rows);
        WriteRows<Trade>(_encoder, _rows);
        _encoder.EndFrame();
        return _buffer.Length;
    }

    private static TableSchema TableOf<T>()
        where T : IQuestTable<T> => T.TableSchema;

    private static void WriteRows<T>(ChunkEncoder encoder, ReadOnlySpan<T> rows)
        where T : IQuestTable<T> => T.WriteRows(encoder, rows);
}
