namespace QuestDb.Shared.TypeMap;

/// <summary>
/// Every column type, one row each. What differs between types is read from here; a switch over column types stands only where
/// code does something else for one of them.
/// </summary>
internal static class ColumnTypes
{
    private const string SmallestInt = "-2147483648";
    private const string SmallestLong = "-9223372036854775808";
    private const string NullUuid = "80000000-0000-0000-8000-000000000000";
    private const string NullLong256 = "0x8000000000000000800000000000000080000000000000008000000000000000";

    /// <summary>
    /// Digits of the smallest DECIMAL that a result can have. Those of fewer digits are types of their own in a server (DECIMAL8,
    /// 16 and 32) and have none on the wire (<c>QwpColumnTypeMapper.toWireType</c>).
    /// </summary>
    public const int LeastDigits = 10;

    /// <summary>The rows, in the order of the codes.</summary>
    public static readonly ColumnTypeFacts[] All =
    [
        // type, name, layout, width, what NULL is, its text
        new(ColumnType.Boolean, "BOOLEAN", ColumnLayout.Bits, 1, ColumnNull.None),
        new(ColumnType.Byte, "BYTE", ColumnLayout.Fixed, 1, ColumnNull.None),
        new(ColumnType.Short, "SHORT", ColumnLayout.Fixed, 2, ColumnNull.None),
        new(ColumnType.Int, "INT", ColumnLayout.Fixed, 4, ColumnNull.Smallest, SmallestInt),
        new(ColumnType.Long, "LONG", ColumnLayout.Fixed, 8, ColumnNull.Smallest, SmallestLong),
        new(ColumnType.Float, "FLOAT", ColumnLayout.Fixed, 4, ColumnNull.NaN, "NaN"),
        new(ColumnType.Double, "DOUBLE", ColumnLayout.Fixed, 8, ColumnNull.NaN, "NaN"),
        new(ColumnType.Symbol, "SYMBOL", ColumnLayout.Symbol, 0, ColumnNull.Bitmap),
        new(ColumnType.Timestamp, "TIMESTAMP", ColumnLayout.Timestamp, 8, ColumnNull.Smallest, SmallestLong),
        new(ColumnType.Date, "DATE", ColumnLayout.Date, 8, ColumnNull.Smallest, SmallestLong),
        new(ColumnType.Uuid, "UUID", ColumnLayout.Fixed, 16, ColumnNull.Smallest, NullUuid),
        new(ColumnType.Long256, "LONG256", ColumnLayout.Fixed, 32, ColumnNull.Smallest, NullLong256),
        new(ColumnType.GeoHash, "GEOHASH", ColumnLayout.GeoHash, 8, ColumnNull.AllBits),
        new(ColumnType.Varchar, "VARCHAR", ColumnLayout.Bytes, 0, ColumnNull.Bitmap),
        new(ColumnType.TimestampNanos, "TIMESTAMP_NS", ColumnLayout.Timestamp, 8, ColumnNull.Smallest, SmallestLong),
        new(ColumnType.DoubleArray, "DOUBLE[]", ColumnLayout.Array, 0, ColumnNull.Bitmap) { Binds = false },
        new(ColumnType.LongArray, "LONG[]", ColumnLayout.Array, 0, ColumnNull.Bitmap) { Ingest = false, Results = false, Binds = false },
        new(ColumnType.Decimal64, "DECIMAL64", ColumnLayout.Decimal, 8, ColumnNull.Bitmap) { Digits = 18 },
        new(ColumnType.Decimal128, "DECIMAL128", ColumnLayout.Decimal, 16, ColumnNull.Bitmap) { Digits = 38 },
        new(ColumnType.Decimal256, "DECIMAL256", ColumnLayout.Decimal, 32, ColumnNull.Bitmap) { Digits = 76 },
        new(ColumnType.Char, "CHAR", ColumnLayout.Fixed, 2, ColumnNull.None),
        new(ColumnType.Binary, "BINARY", ColumnLayout.Bytes, 0, ColumnNull.Bitmap) { Binds = false },
        new(ColumnType.IPv4, "IPv4", ColumnLayout.Fixed, 4, ColumnNull.Zero, "0.0.0.0") { Binds = false },
    ];

    // A code is a byte, so every index is within it.
    private static readonly ColumnTypeFacts?[] s_byCode = ByCode();

    /// <summary>Whether a code on the wire is that of a type.</summary>
    public static bool IsKnown(byte code) => s_byCode[code] is not null;

    /// <summary>The row of a type, or null: of no type, or of a number that is no code.</summary>
    public static ColumnTypeFacts? Find(ColumnType type) => s_byCode[(byte)type];

    /// <summary>The row of a type that is known to be one.</summary>
    public static ColumnTypeFacts Of(ColumnType type) =>
        s_byCode[(byte)type] ?? throw new ArgumentOutOfRangeException(nameof(type), type, "This is no column type.");

    private static ColumnTypeFacts?[] ByCode()
    {
        var facts = new ColumnTypeFacts?[byte.MaxValue + 1];
        foreach (ColumnTypeFacts row in All) facts[(byte)row.Type] = row;
        return facts;
    }
}
