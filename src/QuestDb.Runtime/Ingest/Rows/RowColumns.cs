using QuestDb.Encoders.Blocks;
using QuestDb.Mapping;

namespace QuestDb.Ingest.Rows;

/// <summary>Creates the storage of each column type in a row buffer.</summary>
internal static class RowColumns
{
    /// <summary>The member name in error messages, since there is no record type.</summary>
    public const string Member = "column of a row buffer";

    public static RowColumn Make(in ColumnKey key)
    {
        ColumnSchema schema = key.ToSchema(Member);
        return key.Type switch
        {
            ColumnType.Boolean => new BooleanRowColumn(schema),
            ColumnType.Byte => new FixedRowColumn<sbyte>(schema),
            ColumnType.Short => new FixedRowColumn<short>(schema),
            ColumnType.Char => new FixedRowColumn<char>(schema),
            ColumnType.Int => new FixedRowColumn<int>(schema),
            ColumnType.IPv4 => new FixedRowColumn<uint>(schema),
            ColumnType.Float => new FixedRowColumn<float>(schema),
            ColumnType.Double => new FixedRowColumn<double>(schema),
            ColumnType.Uuid => new FixedRowColumn<UInt128>(schema),
            ColumnType.Long256 => new FixedRowColumn<Long256>(schema),
            ColumnType.Symbol => new SymbolRowColumn(schema),
            ColumnType.Varchar or ColumnType.Binary => new BytesRowColumn(schema),
            ColumnType.GeoHash => new GeoHashRowColumn(schema),
            ColumnType.DoubleArray => new DoubleArrayRowColumn(schema),
            ColumnType.Decimal64 or ColumnType.Decimal128 or ColumnType.Decimal256 => new DecimalRowColumn(schema),
            _ => new FixedRowColumn<long>(schema),
        };
    }
}
