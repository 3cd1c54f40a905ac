using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Protocol.Egress;

/// <summary>How much room a row takes in a batch at most; decides where batches are cut.</summary>
internal static class RowSize
{
    /// <summary>Null flag, encoding byte, precision or scale, first offset.</summary>
    public const int ColumnOverhead = 16;

    /// <summary>Bits of one row of a column, its share of the null bitmap included, without what varies from row to row.</summary>
    public static int FixedBits(ColumnVector vector) => 1 + vector.Type switch
    {
        ColumnType.Boolean => 1,
        ColumnType.Byte => 8,
        ColumnType.Short or ColumnType.Char => 16,
        ColumnType.Int or ColumnType.IPv4 or ColumnType.Float => 32,
        ColumnType.Uuid or ColumnType.Decimal128 => 128,
        ColumnType.Long256 or ColumnType.Decimal256 => 256,
        ColumnType.GeoHash => (vector.Precision + 7) / 8 * 8,
        ColumnType.Varchar or ColumnType.Binary => 32,
        ColumnType.Symbol or ColumnType.DoubleArray => 0,
        _ => 64,
    };

    public static long VariableBytes(ColumnVector vector, int row) => vector switch
    {
        BytesVector bytes => bytes.Bytes(row).Length,
        ArrayVector arrays => arrays.Shape(row) is int[] shape ? 1 + shape.Length * sizeof(int) + arrays.Doubles(row).Length * sizeof(double) : 0,
        _ => 0,
    };

    public static int VarintBytes(uint value) => value switch { < 1 << 7 => 1, < 1 << 14 => 2, < 1 << 21 => 3, < 1 << 28 => 4, _ => 5 };
}
