using QuestDb.Decoders.Batches;

namespace QuestDb.Tests.Egress;

/// <summary>Frames that claim more than they hold cost no more than they hold.</summary>
public sealed class HostileBatchTests
{
    private const int BodyOffset = 21;

    [Theory]
    [InlineData(1_048_577)]
    [InlineData(int.MaxValue)]
    [InlineData(long.MaxValue)]
    public void More_rows_than_any_batch_has_are_refused(long rows) =>
        AssertRefused([0, .. ResultScript.Varint(rows), 1, 1, (byte)'n', (byte)ColumnType.Long, 1, .. new byte[200_000]]);

    [Theory]
    [InlineData(ColumnType.Boolean)]
    [InlineData(ColumnType.Long)]
    [InlineData(ColumnType.Timestamp)]
    [InlineData(ColumnType.Symbol)]
    [InlineData(ColumnType.Varchar)]
    [InlineData(ColumnType.DoubleArray)]
    public void More_rows_than_bits_are_refused(ColumnType type) =>
        AssertRefused([0, .. ResultScript.Varint(1_000_000), 1, 1, (byte)'n', (byte)type, 1, .. Enumerable.Repeat(byte.MaxValue, 100_000)]);

    [Fact]
    public void Rows_without_columns_are_refused() => AssertRefused([0, .. ResultScript.Varint(1000), 0, .. new byte[1000]]);

    [Fact]
    public void More_columns_than_bytes_are_refused() => AssertRefused([0, 1, .. ResultScript.Varint(20_000), .. new byte[40_000]]);

    [Fact]
    public void An_array_whose_shape_overflows_is_refused() => AssertRefused(
        [0, 1, 1, 1, (byte)'n', (byte)ColumnType.DoubleArray, 0, 3, .. BitConverter.GetBytes(int.MaxValue),
            .. BitConverter.GetBytes(int.MaxValue), .. BitConverter.GetBytes(int.MaxValue), .. new byte[64]]);

    [Fact]
    public void A_column_of_nothing_but_nulls_takes_a_bit_a_row()
    {
        byte[] frame = Frame(
            [0, .. ResultScript.Varint(1000), 1, 1, (byte)'n', (byte)ColumnType.Long, 1, .. Enumerable.Repeat(byte.MaxValue, 125)]);
        var decoder = new BatchDecoder(new ResultDictionary());
        decoder.Decode(frame, frame.Length, BodyOffset);
        Assert.Equal((1000, 0), (decoder.Batch.RowCount, decoder.Batch.Columns[0].ValueCount));
    }

    [Fact]
    public void A_decimal_of_more_digits_than_any_has_is_an_error_that_names_its_column()
    {
        byte[] frame = Frame([0, 1, 1, 1, (byte)'n', (byte)ColumnType.Decimal256, 0, 0, .. Enumerable.Repeat((byte)0x7F, 32)]);
        var decoder = new BatchDecoder(new ResultDictionary());
        decoder.Decode(frame, frame.Length, BodyOffset);
        QuestDbException e = Assert.Throws<QuestDbException>(() => new Batch(decoder.Batch)["n"].AsDecimal().Value(0));
        Assert.Equal((ErrorCode.InvalidValue, "n"), (e.Code, e.Column));
        Assert.Contains("Column n ", e.Message);
    }

    private static void AssertRefused(byte[] table)
    {
        byte[] frame = Frame(table);
        var decoder = new BatchDecoder(new ResultDictionary());
        long before = GC.GetAllocatedBytesForCurrentThread();
        QuestDbException e = Assert.Throws<QuestDbException>(() => decoder.Decode(frame, frame.Length, BodyOffset));
        Assert.Equal(ErrorCode.ProtocolError, e.Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64_000 + (8 * frame.Length));
    }

    /// <summary>The first batch of request 1: an empty delta, then the table.</summary>
    private static byte[] Frame(byte[] table) => ResultScript.Frame(0x0C, [0x11, .. ResultScript.Id(1), 0, 0, 0, .. table]);
}
