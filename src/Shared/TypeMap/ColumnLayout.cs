namespace QuestDb.Shared.TypeMap;

/// <summary>How the values of a column type lie in a frame (QWP ingress and egress specifications, "Column data encoding").</summary>
internal enum ColumnLayout
{
    /// <summary>Little-endian values of one width.</summary>
    Fixed,
    /// <summary>One bit a row.</summary>
    Bits,
    /// <summary>64-bit values, as they are or in a bit stream.</summary>
    Timestamp,
    /// <summary>Fixed on ingest, as timestamps in results.</summary>
    Date,
    /// <summary>Offsets, then bytes.</summary>
    Bytes,
    /// <summary>Ids of dictionary entries.</summary>
    Symbol,
    /// <summary>The scale that all values share, then values of one width.</summary>
    Decimal,
    /// <summary>The precision that all values share, then values of as many whole bytes as it takes.</summary>
    GeoHash,
    /// <summary>Dimensions, their lengths and the elements of each array.</summary>
    Array,
}
