using QuestDb.Shared.TypeMap;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Protocol.Egress;

/// <summary>How much room a row takes in a batch at most; decides where batches are cut.</summary>
internal static class RowSize
{
    /// <summary>Null flag, encoding byte, precision or scale, first offset.</summary>
    public const int ColumnOverhead = 16;

    /// <summary>Bits of one row of a column, its share of the null bitmap included, without what varies from row to row.</summary>
    public static int FixedBits(ColumnVector vector) => 1 + Bits(ColumnTypes.Of(vector.Type), vector.Precision);

    private static int Bits(ColumnTypeFacts facts, int precision) => facts.Layout switch
    {
        ColumnLayout.Bits => 1,
        ColumnLayout.GeoHash => (precision + 7) / 8 * 8,
        ColumnLayout.Bytes => 32,
        _ => facts.Width * 8,
    };

    public static long VariableBytes(ColumnVector vector, int row) => vector switch
    {
        BytesVector bytes => bytes.Bytes(row).Length,
        ArrayVector arrays =>
            arrays.Shape(row) is int[] shape ? 1 + shape.Length * sizeof(int) + arrays.Doubles(row).Length * sizeof(double) : 0,
        _ => 0,
    };

    public static int VarintBytes(uint value) => value switch { < 1 << 7 => 1, < 1 << 14 => 2, < 1 << 21 => 3, < 1 << 28 => 4, _ => 5 };
}
