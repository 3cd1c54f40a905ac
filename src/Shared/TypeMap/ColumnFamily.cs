namespace QuestDb.TypeMap;

/// <summary>How the values of a column are laid out, and so which writer and reader of the runtime serve them.</summary>
internal enum ColumnFamily
{
    /// <summary>Fixed-width little-endian values of an unmanaged type.</summary>
    Fixed,
    /// <summary>Bits.</summary>
    Boolean,
    /// <summary>int64 values behind an encoding byte, Gorilla-coded where it pays.</summary>
    Timestamp,
    /// <summary>UTF-8 text with offsets.</summary>
    Varchar,
    /// <summary>Dictionary ids of text.</summary>
    Symbol,
    /// <summary>Dictionary ids of the names of an enum.</summary>
    EnumSymbol,
}
