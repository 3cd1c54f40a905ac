namespace QuestDb.TestSupport;

/// <summary>The type names of the protocol text, written out so that a renamed enum member can't change them.</summary>
public static class WireTypeNames
{
    private static readonly Dictionary<string, ColumnType> s_byName = new()
    {
        ["BOOLEAN"] = ColumnType.Boolean,
        ["BYTE"] = ColumnType.Byte,
        ["SHORT"] = ColumnType.Short,
        ["INT"] = ColumnType.Int,
        ["LONG"] = ColumnType.Long,
        ["FLOAT"] = ColumnType.Float,
        ["DOUBLE"] = ColumnType.Double,
        ["SYMBOL"] = ColumnType.Symbol,
        ["TIMESTAMP"] = ColumnType.Timestamp,
        ["DATE"] = ColumnType.Date,
        ["UUID"] = ColumnType.Uuid,
        ["LONG256"] = ColumnType.Long256,
        ["GEOHASH"] = ColumnType.GeoHash,
        ["VARCHAR"] = ColumnType.Varchar,
        ["TIMESTAMP_NANOS"] = ColumnType.TimestampNanos,
        ["DOUBLE_ARRAY"] = ColumnType.DoubleArray,
        ["LONG_ARRAY"] = ColumnType.LongArray,
        ["DECIMAL64"] = ColumnType.Decimal64,
        ["DECIMAL128"] = ColumnType.Decimal128,
        ["DECIMAL256"] = ColumnType.Decimal256,
        ["CHAR"] = ColumnType.Char,
        ["BINARY"] = ColumnType.Binary,
        ["IPV4"] = ColumnType.IPv4,
    };

    private static readonly Dictionary<ColumnType, string> s_byType = s_byName.ToDictionary(p => p.Value, p => p.Key);

    /// <summary>The type of a name; None for a small DECIMAL, which a table may hold and the wire does not know.</summary>
    public static ColumnType Parse(string name) => name.StartsWith("DECIMAL_SMALL", StringComparison.Ordinal) ? ColumnType.None :
        s_byName.TryGetValue(name, out ColumnType type) ? type : throw new FormatException($"'{name}' is not a wire type name.");

    public static string NameOf(ColumnType type) => s_byType.GetValueOrDefault(type) ?? $"0x{(byte)type:X2}";
}
