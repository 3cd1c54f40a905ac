namespace QuestDb.TypeMap;

/// <summary>
/// The type map, written down once: the generator, the analyzers, the checks of the runtime and the table in the docs read it.
/// A new type is one entry here and, where the value is not the wire value, one codec in <c>QuestDb.Columns</c>.
/// </summary>
internal static class TypeMapTable
{
    /// <summary>Every mapping, in the order of the docs.</summary>
    public static readonly TypeMapEntry[] Entries =
    [
        new("System.Boolean", "bool", null, ColumnType.Boolean, ColumnFamily.Boolean),
        new("System.SByte", "sbyte", null, ColumnType.Byte, ColumnFamily.Fixed, "sbyte"),
        new("System.Int16", "short", null, ColumnType.Short, ColumnFamily.Fixed, "short"),
        new("System.Int32", "int", null, ColumnType.Int, ColumnFamily.Fixed, "int"),
        new("System.Int64", "long", null, ColumnType.Long, ColumnFamily.Fixed, "long"),
        new("System.Single", "float", null, ColumnType.Float, ColumnFamily.Fixed, "float"),
        new("System.Double", "double", null, ColumnType.Double, ColumnFamily.Fixed, "double"),
        new("System.Char", "char", null, ColumnType.Char, ColumnFamily.Fixed, "char"),
        new("System.String", "string", null, ColumnType.Varchar, ColumnFamily.Varchar),
        new("System.String", "string", "Symbol", ColumnType.Symbol, ColumnFamily.Symbol),
        new("enum", "enum", "Symbol", ColumnType.Symbol, ColumnFamily.EnumSymbol),
        new("System.DateTime", "DateTime", null, ColumnType.Timestamp, ColumnFamily.Timestamp, "long", "DateTimeMicrosCodec"),
        new("System.DateTime", "DateTime", "TimestampNanos", ColumnType.TimestampNanos, ColumnFamily.Timestamp, "long", "DateTimeNanosCodec"),
        new("System.DateTimeOffset", "DateTimeOffset", null, ColumnType.Timestamp, ColumnFamily.Timestamp, "long", "DateTimeOffsetMicrosCodec"),
        new("System.DateTimeOffset", "DateTimeOffset", "TimestampNanos", ColumnType.TimestampNanos, ColumnFamily.Timestamp, "long", "DateTimeOffsetNanosCodec"),
        new("System.DateOnly", "DateOnly", null, ColumnType.Date, ColumnFamily.Fixed, "long", "DateOnlyCodec"),
        new("System.Int64", "long", "TimestampMicros", ColumnType.Timestamp, ColumnFamily.Timestamp, "long"),
        new("System.Int64", "long", "TimestampNanos", ColumnType.TimestampNanos, ColumnFamily.Timestamp, "long"),
        new("System.Int64", "long", "DateMillis", ColumnType.Date, ColumnFamily.Fixed, "long"),
    ];

    /// <summary>Names of the attributes that select an entry, without the suffix.</summary>
    public static readonly string[] SelectingAttributes = ["Symbol", "TimestampMicros", "TimestampNanos", "DateMillis"];

    /// <summary>The entry of a C# type and the selecting attribute on the member, or null when it can't be mapped.</summary>
    public static TypeMapEntry? Find(string clrType, string? attribute)
    {
        foreach (TypeMapEntry entry in Entries)
        {
            if (entry.ClrType == clrType && entry.Attribute == attribute) return entry;
        }

        return null;
    }
}
