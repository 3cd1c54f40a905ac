namespace QuestDb.Shared.TypeMap;

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
    /// <summary>Opaque bytes with offsets.</summary>
    Binary,
    /// <summary>Fixed-width integers behind the scale that they share; a result may have any width and scale.</summary>
    Decimal,
    /// <summary>Bits of a geohash in whole bytes, behind the precision that they share; a result may have any precision.</summary>
    GeoHash,
    /// <summary>Dimensions, their lengths and the values of each array.</summary>
    Array,
}
