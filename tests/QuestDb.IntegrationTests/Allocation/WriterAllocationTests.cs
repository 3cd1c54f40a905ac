using QuestDb.Encoders;
using QuestDb.Mapping;
using QuestDb.Schemas;
using QuestDb.TestSupport;
using QuestDb.Wire;

namespace QuestDb.IntegrationTests.Allocation;

/// <summary>Chunks and row buffers that are used again allocate nothing, for every type that owns no heap object.</summary>
[Trait("Category", "Integration")]
[Collection(nameof(AllocationTests))]
public sealed class WriterAllocationTests
{
    private const int Rows = 500;

    private readonly byte[] _frame = new byte[4 << 20];
    private readonly FrameBuffer _buffer;
    private readonly ChunkEncoder _encoder;

    public WriterAllocationTests()
    {
        _buffer = new FrameBuffer(_ => (_frame, 0));
        _encoder = new ChunkEncoder(_buffer, new SymbolDictionary());
    }

    [Fact]
    public void A_chunk_filled_again_allocates_nothing()
    {
        var chunk = new Chunk("t");
        var columns = new Columns();
        Assert.Equal(0, Measure(() =>
        {
            columns.Fill(chunk);
            Encode(chunk.Source);
            chunk.Clear();
        }));
    }

    [OptimizedFact]
    public void A_row_buffer_filled_again_allocates_nothing()
    {
        var buffer = new RowBuffer(LossyValueAction.Refuse, new DesignatedNames([]));
        Assert.Equal(0, Measure(() =>
        {
            for (int row = 0; row < Rows; row++) Add(buffer, row);
            foreach (IRowSource table in buffer.Sources) Encode(table);
            buffer.Clear();
        }));
    }

    private void Encode(IRowSource source)
    {
        _encoder.BeginFrame(source.Schema, source.Count);
        source.Encode(_encoder, 0, source.Count);
        _encoder.EndFrame();
    }

    private static void Add(RowBuffer buffer, int row)
    {
        DateTime time = DateTime.UnixEpoch.AddSeconds(row);
        buffer.Table(row % 3 == 0 ? "odd" : "even")
            .Symbol("symbol", row % 2 == 0 ? "a" : "b").SymbolUtf8("utf8", "text"u8)
            .Column("bool", true).Column("byte", (sbyte)row).Column("short", (short)row).Column("int", row).Column("long", (long)row)
            .Column("float", 1f).Column("double", 2d).Column("char", 'c').Column("text", "väl".AsSpan()).ColumnUtf8("text8", "text"u8)
            .Column("bytes", "bytes"u8).Column("time", time).Column("offset", new DateTimeOffset(time))
            .Column("micros", new TimestampMicros(row))
            .Column("nanos", new TimestampNanos(row)).Column("day", DateOnly.MinValue).ColumnDate("millis", (long)row)
            .Column("uuid", new Guid(row, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)).Column("long256", new Long256((ulong)row, 0, 0, 0))
            .ColumnIPv4("ipv4", (uint)row + 1).Column("geohash", new GeoHash(row, 20))
            .Column("decimal", row / 4m).Column("huge", new Decimal256(row, 30)).ColumnDecimal("parsed", "12.25")
            .Column("array", [1.0, 2.0]).Column("maybe", row % 5 == 0 ? null : (long?)row);
        buffer.At(time);
    }

    private static long Measure(Action action)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 30; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    /// <summary>Memory of every kind that a chunk takes.</summary>
    private sealed class Columns
    {
        private readonly int[] _ints = [.. Enumerable.Range(0, Rows)];
        private readonly double[] _doubles = new double[Rows];
        private readonly long[] _longs = new long[Rows];
        private readonly bool[] _bools = new bool[Rows];
        private readonly Guid[] _guids = new Guid[Rows];
        private readonly DateTime[] _times = [.. Enumerable.Repeat(DateTime.UnixEpoch, Rows)];
        private readonly decimal[] _decimals = new decimal[Rows];
        private readonly GeoHash[] _places = [.. Enumerable.Repeat(new GeoHash(5, 20), Rows)];
        private readonly short[] _codes = new short[Rows];
        private readonly string[] _texts = ["a", "b"];
        private readonly string?[] _strings = [.. Enumerable.Range(0, Rows).Select(i => i % 7 == 0 ? null : "text")];
        private readonly int[] _offsets = [.. Enumerable.Range(0, Rows + 1)];
        private readonly byte[] _bytes = new byte[Rows];
        private readonly byte[] _valid = [.. Enumerable.Repeat((byte)0b0110_1111, (Rows + 7) / 8)];

        public void Fill(Chunk chunk) => chunk
            .ColumnInt("int", _ints).ColumnInt("intSpan", _ints.AsSpan(), _valid).ColumnDouble("double", _doubles, _valid)
            .ColumnLong("long", _longs).ColumnBoolean("bool", _bools).ColumnBooleanBits("bits", _valid, Rows)
            .ColumnUuid("uuid", _guids, _valid).ColumnTimestamp("time", _times).ColumnTimestamp("seconds", _longs, TimestampUnit.Seconds)
            .ColumnDate("date", _times).ColumnDecimal("decimal", _decimals, 4).ColumnGeoHash("place", _places, 20)
            .Symbol("symbol", _codes, _texts, _valid).Symbol("strings", _strings).ColumnVarchar("text", _offsets, _bytes)
            .ColumnVarchar("textSpan", _offsets.AsSpan(), _bytes.AsSpan(), _valid).ColumnVarchar("string", _strings)
            .ColumnBinary("binary", _offsets, _bytes).ColumnDoubleArray("array", _offsets, _doubles)
            .At(_times);
    }
}
