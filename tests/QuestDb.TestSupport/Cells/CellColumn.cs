namespace QuestDb.TestSupport;

/// <summary>A column of a <see cref="CellTable"/>.</summary>
/// <param name="Name">The column name; empty for the designated timestamp of an ingest frame.</param>
/// <param name="Type">The type on the wire.</param>
/// <param name="PrecisionBits">Bits of a GEOHASH, otherwise 0.</param>
/// <param name="Scale">Fraction digits of a DECIMAL, otherwise 0.</param>
public sealed record CellColumn(string Name, ColumnType Type, int PrecisionBits = 0, int Scale = 0)
{
    /// <summary>BOOLEAN, BYTE, SHORT and CHAR: a NULL sent to such a column is stored as false or 0.</summary>
    public bool HasNoNull => Type is ColumnType.Boolean or ColumnType.Byte or ColumnType.Short or ColumnType.Char;

    /// <summary>The cell as a server stores it: NULL becomes false or 0 where the type has no NULL.</summary>
    public Cell Stored(Cell cell) =>
        !cell.IsNull || !HasNoNull ? cell : Type == ColumnType.Boolean ? Cell.False : Cell.Of(0);

    public override string ToString() => $"{Name} {WireTypeNames.NameOf(Type)}"
        + (PrecisionBits > 0 ? $"({PrecisionBits}b)" : "") + (Scale > 0 ? $"(scale {Scale})" : "");
}
