namespace QuestDb.Shared.TypeMap;

/// <summary>
/// The type map, written down once: the generator, the analyzers, the checks of the runtime and the table in the docs read it.
/// A new type is one entry here and, where the value is not the wire value, the two conversions of its codec in <c>ColumnCodec</c>.
/// </summary>
internal static class TypeMapTable
{
    private const string CharMemory = "System.ReadOnlyMemory<System.Char>";
    private const string ByteMemory = "System.ReadOnlyMemory<System.Byte>";
    private const string NoLongArrays = "a type that can be stored: no server stores LONG[] yet; use double[] or [QuestIgnore]";
    private const string NeedsDecimal = "[Decimal(precision, scale)], since a DECIMAL column has a fixed scale";
    private const string NeedsGeoHash = "[GeoHash(bits)], since a GEOHASH column has a fixed precision";

    /// <summary>Every mapping, in the order of the docs. An enum without an attribute has the entry of its underlying type.</summary>
    public static readonly TypeMapEntry[] Entries =
    [
        new("System.Boolean", "bool", null, ColumnType.Boolean, ColumnFamily.Boolean, Reader: "Boolean"),
        new("System.SByte", "sbyte", null, ColumnType.Byte, ColumnFamily.Fixed, "sbyte"),
        new("System.Int16", "short", null, ColumnType.Short, ColumnFamily.Fixed, "short"),
        new("System.Byte", "byte", null, ColumnType.Short, ColumnFamily.Fixed, "short", "Byte"),
        new("System.Int32", "int", null, ColumnType.Int, ColumnFamily.Fixed, "int"),
        new("System.UInt16", "ushort", null, ColumnType.Int, ColumnFamily.Fixed, "int", "UShort"),
        new("System.Int64", "long", null, ColumnType.Long, ColumnFamily.Fixed, "long"),
        new("System.UInt32", "uint", null, ColumnType.Long, ColumnFamily.Fixed, "long", "UInt"),
        new("System.Single", "float", null, ColumnType.Float, ColumnFamily.Fixed, "float"),
        new("System.Double", "double", null, ColumnType.Double, ColumnFamily.Fixed, "double"),
        new("System.Char", "char", null, ColumnType.Char, ColumnFamily.Fixed, "char"),
        new("System.String", "string", null, ColumnType.Varchar, ColumnFamily.Varchar, Reader: "Text"),
        new(CharMemory, "ReadOnlyMemory<char>", null, ColumnType.Varchar, ColumnFamily.Varchar, Reader: "CharMemory"),
        new("System.Byte[]", "byte[]", "Varchar", ColumnType.Varchar, ColumnFamily.Varchar, Reader: "Bytes"),
        new(ByteMemory, "ReadOnlyMemory<byte>", "Varchar", ColumnType.Varchar, ColumnFamily.Varchar, Reader: "ByteMemory"),
        new("System.String", "string", "Symbol", ColumnType.Symbol, ColumnFamily.Symbol, Reader: "Text"),
        new(CharMemory, "ReadOnlyMemory<char>", "Symbol", ColumnType.Symbol, ColumnFamily.Symbol, Reader: "CharMemory"),
        new("System.Byte[]", "byte[]", "Symbol", ColumnType.Symbol, ColumnFamily.Symbol, Reader: "Bytes"),
        new(ByteMemory, "ReadOnlyMemory<byte>", "Symbol", ColumnType.Symbol, ColumnFamily.Symbol, Reader: "ByteMemory"),
        new("enum", "enum", "Symbol", ColumnType.Symbol, ColumnFamily.EnumSymbol, Reader: "EnumSymbol"),
        new("System.Byte[]", "byte[]", null, ColumnType.Binary, ColumnFamily.Binary, Reader: "Bytes"),
        new(ByteMemory, "ReadOnlyMemory<byte>", null, ColumnType.Binary, ColumnFamily.Binary, Reader: "ByteMemory"),
        new("System.DateTime", "DateTime", null, ColumnType.Timestamp, ColumnFamily.Timestamp, "long", "DateTimeMicros"),
        new("System.DateTime", "DateTime", "TimestampNanos", ColumnType.TimestampNanos, ColumnFamily.Timestamp, "long", "DateTimeNanos"),
        new("System.DateTime", "DateTime", "DateMillis", ColumnType.Date, ColumnFamily.Fixed, "long", "DateTimeMillis"),
        new("System.DateTimeOffset", "DateTimeOffset", null, ColumnType.Timestamp, ColumnFamily.Timestamp, "long", "DateTimeOffsetMicros"),
        new("System.DateTimeOffset", "DateTimeOffset", "TimestampNanos", ColumnType.TimestampNanos, ColumnFamily.Timestamp,
            "long", "DateTimeOffsetNanos"),
        new("System.DateTimeOffset", "DateTimeOffset", "DateMillis", ColumnType.Date, ColumnFamily.Fixed, "long", "DateTimeOffsetMillis"),
        new("System.DateOnly", "DateOnly", null, ColumnType.Date, ColumnFamily.Fixed, "long", "DateOnly"),
        new("QuestDb.TimestampMicros", "TimestampMicros", null, ColumnType.Timestamp, ColumnFamily.Timestamp, "long", "TimestampMicros"),
        new("QuestDb.TimestampNanos", "TimestampNanos", null, ColumnType.TimestampNanos, ColumnFamily.Timestamp, "long", "TimestampNanos"),
        new("System.Int64", "long", "TimestampMicros", ColumnType.Timestamp, ColumnFamily.Timestamp, "long"),
        new("System.Int64", "long", "TimestampNanos", ColumnType.TimestampNanos, ColumnFamily.Timestamp, "long"),
        new("System.Int64", "long", "DateMillis", ColumnType.Date, ColumnFamily.Fixed, "long"),
        new("System.Guid", "Guid", null, ColumnType.Uuid, ColumnFamily.Fixed, "global::System.UInt128", "Guid"),
        new("QuestDb.Long256", "Long256", null, ColumnType.Long256, ColumnFamily.Fixed, "global::QuestDb.Long256"),
        new("System.Net.IPAddress", "IPAddress", null, ColumnType.IPv4, ColumnFamily.Fixed, "uint", "IPAddress"),
        new("System.UInt32", "uint", "IPv4", ColumnType.IPv4, ColumnFamily.Fixed, "uint"),
        new("QuestDb.GeoHash", "GeoHash", "GeoHash", ColumnType.GeoHash, ColumnFamily.GeoHash, Reader: "GeoHash"),
        new("QuestDb.GeoHash", "GeoHash", null, ColumnType.GeoHash, ColumnFamily.GeoHash, Reader: "GeoHash") { ReadOnly = NeedsGeoHash },
        new("System.Decimal", "decimal", "Decimal", ColumnType.Decimal64, ColumnFamily.Decimal, "long", "Decimal64", "Decimal"),
        new("System.Decimal", "decimal", "Decimal", ColumnType.Decimal128, ColumnFamily.Decimal, "global::System.Int128",
            "Decimal128", "Decimal"),
        new("System.Decimal", "decimal", "Decimal", ColumnType.Decimal256, ColumnFamily.Decimal, "global::QuestDb.Long256",
            "Decimal256", "Decimal"),
        new("System.Decimal", "decimal", null, ColumnType.Decimal256, ColumnFamily.Decimal, Reader: "Decimal") { ReadOnly = NeedsDecimal },
        new("QuestDb.Decimal256", "Decimal256", "Decimal", ColumnType.Decimal64, ColumnFamily.Decimal, "long", "Decimal64", "Decimal256"),
        new("QuestDb.Decimal256", "Decimal256", "Decimal", ColumnType.Decimal128, ColumnFamily.Decimal, "global::System.Int128",
            "Decimal128", "Decimal256"),
        new("QuestDb.Decimal256", "Decimal256", "Decimal", ColumnType.Decimal256, ColumnFamily.Decimal, "global::QuestDb.Long256",
            "Decimal256", "Decimal256"),
        new("QuestDb.Decimal256", "Decimal256", null, ColumnType.Decimal256, ColumnFamily.Decimal, Reader: "Decimal256")
        {
            ReadOnly = NeedsDecimal,
        },
        new("System.Double[]", "double[]", null, ColumnType.DoubleArray, ColumnFamily.Array, Codec: "ToArray", Reader: "Array<double>")
        {
            Dimensions = 1,
        },
        new("System.Double[,]", "double[,]", null, ColumnType.DoubleArray, ColumnFamily.Array, Codec: "To2D", Reader: "Array<double>")
        {
            Dimensions = 2,
        },
        new("System.Double[,,]", "double[,,]", null, ColumnType.DoubleArray, ColumnFamily.Array, Codec: "To3D", Reader: "Array<double>")
        {
            Dimensions = 3,
        },
        new("System.ReadOnlyMemory<System.Double>", "ReadOnlyMemory<double>", null, ColumnType.DoubleArray, ColumnFamily.Array,
            Codec: "ToMemory", Reader: "Array<double>")
        {
            Dimensions = 1,
        },
        new("QuestDb.NdArray<System.Double>", "NdArray<double>", null, ColumnType.DoubleArray, ColumnFamily.Array,
            Codec: "ToNdArray", Reader: "Array<double>"),
        new("System.Int64[]", "long[]", null, ColumnType.LongArray, ColumnFamily.Array, Codec: "ToArray", Reader: "Array<long>")
        {
            Dimensions = 1,
            ReadOnly = NoLongArrays,
        },
        new("System.Int64[,]", "long[,]", null, ColumnType.LongArray, ColumnFamily.Array, Codec: "To2D", Reader: "Array<long>")
        {
            Dimensions = 2,
            ReadOnly = NoLongArrays,
        },
        new("System.Int64[,,]", "long[,,]", null, ColumnType.LongArray, ColumnFamily.Array, Codec: "To3D", Reader: "Array<long>")
        {
            Dimensions = 3,
            ReadOnly = NoLongArrays,
        },
        new("System.ReadOnlyMemory<System.Int64>", "ReadOnlyMemory<long>", null, ColumnType.LongArray, ColumnFamily.Array,
            Codec: "ToMemory", Reader: "Array<long>")
        {
            Dimensions = 1,
            ReadOnly = NoLongArrays,
        },
        new("QuestDb.NdArray<System.Int64>", "NdArray<long>", null, ColumnType.LongArray, ColumnFamily.Array, Codec: "ToNdArray",
            Reader: "Array<long>")
        {
            ReadOnly = NoLongArrays,
        },
    ];

    /// <summary>Names of the attributes that select an entry, without the suffix.</summary>
    public static readonly string[] SelectingAttributes =
        ["Symbol", "Varchar", "TimestampMicros", "TimestampNanos", "DateMillis", "IPv4", "Decimal", "GeoHash"];

    /// <summary>The entry of a C# type and the selecting attribute on the member, or null when it can't be mapped.</summary>
    /// <param name="clrType">The type.</param>
    /// <param name="attribute">Name of the attribute, or null.</param>
    /// <param name="precision">Digits of a DECIMAL.</param>
    public static TypeMapEntry? Find(string clrType, string? attribute, int precision = 0)
    {
        foreach (TypeMapEntry entry in Entries)
        {
            if (entry.ClrType == clrType && entry.Attribute == attribute && entry.MaxPrecision >= precision) return entry;
        }

        return null;
    }
}
