namespace QuestDb;

/// <summary>
/// A QuestDB column type. The numeric value is the type code on the wire
/// (QWP ingress specification, "Column types"); code 0x08 is unassigned.
/// </summary>
#if QUESTDB_ROSLYN
internal
#else
public
#endif
enum ColumnType : byte
{
    /// <summary>No type; never on the wire.</summary>
    None = 0,
    /// <summary>BOOLEAN, one bit a row. Has no NULL.</summary>
    Boolean = 0x01,
    /// <summary>BYTE, signed 8-bit integer. Has no NULL.</summary>
    Byte = 0x02,
    /// <summary>SHORT, signed 16-bit integer. Has no NULL.</summary>
    Short = 0x03,
    /// <summary>INT, signed 32-bit integer; the minimum value is NULL.</summary>
    Int = 0x04,
    /// <summary>LONG, signed 64-bit integer; the minimum value is NULL.</summary>
    Long = 0x05,
    /// <summary>FLOAT, IEEE 754 single; NaN is NULL.</summary>
    Float = 0x06,
    /// <summary>DOUBLE, IEEE 754 double; NaN is NULL.</summary>
    Double = 0x07,
    /// <summary>SYMBOL, dictionary-coded text.</summary>
    Symbol = 0x09,
    /// <summary>TIMESTAMP, microseconds since the Unix epoch, UTC.</summary>
    Timestamp = 0x0A,
    /// <summary>DATE, milliseconds since the Unix epoch, UTC.</summary>
    Date = 0x0B,
    /// <summary>UUID, 128 bits.</summary>
    Uuid = 0x0C,
    /// <summary>LONG256, unsigned 256-bit integer.</summary>
    Long256 = 0x0D,
    /// <summary>GEOHASH of 1 to 60 bits.</summary>
    GeoHash = 0x0E,
    /// <summary>VARCHAR, UTF-8 text.</summary>
    Varchar = 0x0F,
    /// <summary>TIMESTAMP_NANOS (SQL <c>timestamp_ns</c>), nanoseconds since the Unix epoch, UTC.</summary>
    TimestampNanos = 0x10,
    /// <summary>DOUBLE[], an n-dimensional array.</summary>
    DoubleArray = 0x11,
    /// <summary>LONG[], an n-dimensional array; no server stores it yet.</summary>
    LongArray = 0x12,
    /// <summary>DECIMAL of at most 18 digits.</summary>
    Decimal64 = 0x13,
    /// <summary>DECIMAL of at most 38 digits.</summary>
    Decimal128 = 0x14,
    /// <summary>DECIMAL of at most 76 digits.</summary>
    Decimal256 = 0x15,
    /// <summary>CHAR, one UTF-16 code unit. Has no NULL.</summary>
    Char = 0x16,
    /// <summary>BINARY, opaque bytes.</summary>
    Binary = 0x17,
    /// <summary>IPv4 address; 0.0.0.0 is NULL.</summary>
    IPv4 = 0x18,
}
