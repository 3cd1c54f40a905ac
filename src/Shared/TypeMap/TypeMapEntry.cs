namespace QuestDb.TypeMap;

/// <summary>One row of the type map: a C# type, with or without an attribute, and the column it becomes.</summary>
/// <param name="ClrType">Full metadata name of the C# type, or <c>enum</c> for any enum.</param>
/// <param name="Keyword">How C# source spells the type.</param>
/// <param name="Attribute">Name of the attribute that selects the entry, without the suffix; null when none does.</param>
/// <param name="ColumnType">The QuestDB column type.</param>
/// <param name="Family">The writer and reader that serve it.</param>
/// <param name="WireType">C# keyword of the value on the wire; null where the family has its own.</param>
/// <param name="Codec">Class in <c>QuestDb.Columns</c> with <c>ToWire</c> and <c>FromWire</c>; null when the value is the wire value.</param>
internal sealed record TypeMapEntry(
    string ClrType,
    string Keyword,
    string? Attribute,
    ColumnType ColumnType,
    ColumnFamily Family,
    string? WireType = null,
    string? Codec = null)
{
    /// <summary>Whether the column type has a NULL, so that a nullable member keeps its promise.</summary>
    public bool HasNull => ColumnType is not (ColumnType.Boolean or ColumnType.Byte or ColumnType.Short or ColumnType.Char);

    /// <summary>Whether the entry may be the designated timestamp.</summary>
    public bool CanBeDesignated => Family == ColumnFamily.Timestamp;

    /// <summary>C# expression that NULL reads as in a member that is not nullable; null when that is an error.</summary>
    public string? NullValue => ColumnType switch
    {
        ColumnType.Float => "float.NaN",
        ColumnType.Double => "double.NaN",
        _ => null,
    };
}
