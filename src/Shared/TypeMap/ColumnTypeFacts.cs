namespace QuestDb.Shared.TypeMap;

/// <summary>One row of <see cref="ColumnTypes"/>: what is known of a column type wherever it is named.</summary>
/// <param name="Type">The type; its number is the code on the wire.</param>
/// <param name="Name">As QuestDB's SQL and messages spell it.</param>
/// <param name="Layout">How values lie in a frame.</param>
/// <param name="Width">Bytes of one value where all have the same number (most bytes, of a GEOHASH); else 0.</param>
/// <param name="Null">What NULL is.</param>
/// <param name="NullText">The value that QuestDB stores as NULL, as text; null where there is none.</param>
internal sealed record ColumnTypeFacts(
    ColumnType Type,
    string Name,
    ColumnLayout Layout,
    int Width,
    ColumnNull Null,
    string? NullText = null)
{
    /// <summary>Most digits of a DECIMAL, which is also its largest scale; 0 for other types.</summary>
    public int Digits { get; init; }

    /// <summary>Whether servers store what is sent in such a column.</summary>
    public bool Ingest { get; init; } = true;

    /// <summary>Whether results have such columns.</summary>
    public bool Results { get; init; } = true;

    /// <summary>Whether a value can be bound in a query.</summary>
    public bool Binds { get; init; } = true;

    /// <summary>Whether the type has a NULL, so that a nullable member keeps its promise.</summary>
    public bool HasNull => Null != ColumnNull.None;

    /// <summary>Whether the values are times since the epoch.</summary>
    public bool IsTime => Layout is ColumnLayout.Timestamp or ColumnLayout.Date;

    /// <summary>Whether it is one of the DECIMAL types.</summary>
    public bool IsDecimal => Layout == ColumnLayout.Decimal;

    /// <summary>About how many bytes a value takes in a frame.</summary>
    public int TypicalBytes => Layout switch
    {
        ColumnLayout.Symbol => 5,
        ColumnLayout.Bytes => 24,
        ColumnLayout.Array => 64,
        _ => Width,
    };
}
