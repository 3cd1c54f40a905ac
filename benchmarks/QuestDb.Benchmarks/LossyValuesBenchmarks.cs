using BenchmarkDotNet.Attributes;
using QuestDb.Mapping;
using QuestDb.Wire;

namespace QuestDb.Benchmarks;

/// <summary>
/// What the search for values that would read back as NULL costs: the same rows encoded without it (the baseline) and with it.
/// </summary>
public class LossyValuesBenchmarks
{
    private const int Rows = 5_000;

    private readonly Reading[] _rows = Reading.Make(Rows);
    private readonly ChunkEncoder _allowing = Encoder(LossyValueAction.StoreAsNull);
    private readonly ChunkEncoder _refusing = Encoder(LossyValueAction.Refuse);

    public LossyValuesBenchmarks() => RowFigures.Set<LossyValuesBenchmarks>(Rows, Encode(_refusing));

    /// <summary>Without the search.</summary>
    [Benchmark(Baseline = true)]
    public int EncodeAllowingLossy() => Encode(_allowing);

    /// <summary>With the search, as is the default.</summary>
    [Benchmark]
    public int EncodeRefusingLossy() => Encode(_refusing);

    private static ChunkEncoder Encoder(LossyValueAction onLossyValue)
    {
        byte[] frame = new byte[1024 * 1024];
        return new ChunkEncoder(new FrameBuffer(_ => (frame, 0)), new SymbolDictionary(), onLossyValue);
    }

    private int Encode(ChunkEncoder encoder) => Encode<Reading>(encoder, _rows);

    private static int Encode<T>(ChunkEncoder encoder, ReadOnlySpan<T> rows)
        where T : IQuestTable<T>
    {
        encoder.BeginFrame(T.TableSchema, rows.Length);
        T.WriteRows(encoder, rows);
        encoder.EndFrame();
        return encoder.Buffer.Length;
    }
}
