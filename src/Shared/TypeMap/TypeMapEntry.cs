namespace QuestDb.Shared.TypeMap;

/// <summary>One row of the type map: a C# type, with or without an attribute, and the column it becomes.</summary>
/// <param name="ClrType">Full name of the C# type as <c>ClrTypeNames</c> spells it, or <c>enum</c> for any enum.</param>
/// <param name="Keyword">How C# source spells the type.</param>
/// <param name="Attribute">Name of the attribute that selects the entry, without the suffix; null when none does.</param>
/// <param name="ColumnType">The QuestDB column type.</param>
/// <param name="Family">The writer and reader that serve it.</param>
/// <param name="WireType">The value on the wire as C# spells it; null where the family has its own.</param>
/// <param name="Codec">
/// Begin of the names of two methods of <c>ColumnCodec</c>, <c>…ToWire</c> and <c>…FromWire</c>; for arrays the method
/// of <c>ArrayValue</c>. Null when the value is the wire value.
/// </param>
/// <param name="Reader">Method of <c>RowBatch</c> that opens the reader; null where the family has spans of values.</param>
internal sealed record TypeMapEntry(
    string ClrType,
    string Keyword,
    string? Attribute,
    ColumnType ColumnType,
    ColumnFamily Family,
    string? WireType = null,
    string? Codec = null,
    string? Reader = null)
{
    /// <summary>Most digits of a DECIMAL that the entry serves; 0 for other types.</summary>
    public int MaxPrecision => Facts.Digits;

    /// <summary>Dimensions of an array type; 0 for those that hold any number of them, and for other types.</summary>
    public int Dimensions { get; init; }

    /// <summary>Why the entry is for reading only: what a table needs in its place; null when it can be written.</summary>
    public string? ReadOnly { get; init; }

    /// <summary>Whether the column type has a NULL, so that a nullable member keeps its promise.</summary>
    public bool HasNull => Facts.HasNull;

    /// <summary>Whether the entry may be the designated timestamp.</summary>
    public bool CanBeDesignated => Family == ColumnFamily.Timestamp;

    /// <summary>C# expression that NULL reads as in a member that is not nullable; null when that is an error.</summary>
    public string? NullValue => Facts.Null == ColumnNull.NaN ? Keyword + ".NaN" : null;

    private ColumnTypeFacts Facts => ColumnTypes.Of(ColumnType);
}
