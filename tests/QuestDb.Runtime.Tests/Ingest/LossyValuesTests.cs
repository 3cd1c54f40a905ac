using QuestDb.Schemas;
using System.Runtime.InteropServices;
using QuestDb.Encoders.Blocks;
using QuestDb.Mapping;
using QuestDb.Wire;

namespace QuestDb.Tests.Ingest;

/// <summary>Values that the server keeps as NULL are refused wherever they stand in a column, and pass where that is allowed.</summary>
public sealed class LossyValuesTests
{
    /// <summary>More than the widest vector, and no multiple of it.</summary>
    private const int Rows = 67;

    public static TheoryData<ColumnType, int, bool> Cases()
    {
        var cases = new TheoryData<ColumnType, int, bool>();
        foreach (ColumnType type in Types)
            foreach (int row in new[] { 0, 1, 31, 65, 66 })
                foreach (bool nullable in new[] { false, true })
                    cases.Add(type, row, nullable);
        return cases;
    }

    private static ColumnType[] Types =>
        [
            ColumnType.Int, ColumnType.Long, ColumnType.Date, ColumnType.Timestamp, ColumnType.TimestampNanos, ColumnType.IPv4,
            ColumnType.Uuid, ColumnType.Long256,
        ];

    [Theory, MemberData(nameof(Cases))]
    public void The_value_that_stands_for_NULL_is_refused_and_named(ColumnType type, int row, bool nullable)
    {
        QuestDbException e = Assert.Throws<QuestDbException>(() => Encode(type, row, nullable, LossyValueAction.Refuse));

        Assert.Equal(ErrorCode.InvalidValue, e.Code);
        Assert.Contains("read back as NULL", e.Message);
        Assert.Contains($"type {ColumnTypeNames.Of(type)},", e.Message);
    }

    [Theory, MemberData(nameof(Cases))]
    public void It_is_written_where_the_options_allow_it(ColumnType type, int row, bool nullable) =>
        Assert.True(Encode(type, row, nullable, LossyValueAction.StoreAsNull) > Rows);

    [Theory]
    [InlineData(ColumnType.Uuid, 2)]
    [InlineData(ColumnType.Long256, 4)]
    public void Halves_of_two_neighbours_make_no_NULL(ColumnType type, int longs)
    {
        long[] values = new long[3 * longs];
        // All of them in a row, but never from the first half of a value to its last.
        Array.Fill(values, long.MinValue, 1, longs);
        NullSentinels.Check(type, MemoryMarshal.AsBytes(values.AsSpan()));

        Array.Fill(values, long.MinValue, longs, longs);
        Assert.Throws<QuestDbException>(() => NullSentinels.Check(type, MemoryMarshal.AsBytes(values.AsSpan())));
    }

    [Theory]
    [InlineData(ColumnType.Float)]
    [InlineData(ColumnType.Double)]
    [InlineData(ColumnType.Short)]
    [InlineData(ColumnType.Decimal64)]
    [InlineData(ColumnType.GeoHash)]
    public void Types_whose_NULL_has_no_value_of_its_own_pass(ColumnType type) =>
        NullSentinels.Check(type, [0, 0, 0, 0, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, 0x80]);

    private static int Encode(ColumnType type, int row, bool nullable, LossyValueAction onLossyValue)
    {
        byte[] segment = new byte[1 << 14];
        var encoder = new ChunkEncoder(new FrameBuffer(_ => (segment, 0)), new SymbolDictionary(), onLossyValue);
        encoder.BeginFrame(new TableSchema("Row", "t", [new ColumnSchema("c", type, "c")]), Rows);
        switch (type)
        {
            case ColumnType.Int:
                Write(encoder, row, nullable, int.MinValue, 7);
                break;
            case ColumnType.IPv4:
                Write(encoder, row, nullable, 0u, 7u);
                break;
            case ColumnType.Uuid:
                Write(encoder, row, nullable, new UInt128(1UL << 63, 1UL << 63), UInt128.One);
                break;
            case ColumnType.Long256:
                const ulong Half = 1UL << 63;
                Write(encoder, row, nullable, new FourLongs(Half, Half, Half, Half), new FourLongs(1, 2, 3, 4));
                break;
            case ColumnType.Timestamp or ColumnType.TimestampNanos when !nullable:
                Span<long> times = encoder.Timestamps(0);
                times.Fill(7);
                times[row] = long.MinValue;
                encoder.EndTimestamps();
                break;
            default:
                Write(encoder, row, nullable, long.MinValue, 7L);
                break;
        }

        encoder.EndFrame();
        return encoder.Buffer.Length;
    }

    private static void Write<TWire>(ChunkEncoder encoder, int row, bool nullable, TWire lossy, TWire other)
        where TWire : unmanaged
    {
        if (!nullable)
        {
            Span<TWire> values = encoder.Fixed<TWire>(0);
            values.Fill(other);
            values[row] = lossy;
            return;
        }

        NullableColumnWriter<TWire> writer = encoder.NullableFixed<TWire>(0);
        for (int i = 0; i < Rows; i++)
        {
            if (i == row) writer.Add(lossy);
            else if (i % 3 == 2) writer.AddNull();
            else writer.Add(other);
        }

        writer.End();
    }

    private readonly record struct FourLongs(ulong A, ulong B, ulong C, ulong D);
}
