namespace QuestDb.Internal;

/// <summary>Column types as QuestDB's SQL and messages spell them.</summary>
internal static class ColumnTypeNames
{
    public static string Of(ColumnType type) => type switch
    {
        ColumnType.TimestampNanos => "TIMESTAMP_NS",
        ColumnType.DoubleArray => "DOUBLE[]",
        ColumnType.LongArray => "LONG[]",
        ColumnType.IPv4 => "IPv4",
        _ => type.ToString().ToUpperInvariant(),
    };
}
