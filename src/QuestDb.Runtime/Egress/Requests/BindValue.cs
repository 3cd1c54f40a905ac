using System.Net;
using QuestDb.Mapping;

namespace QuestDb;

/// <summary>
/// A value for a placeholder <c>$1</c>, <c>$2</c>, … of a query. C# values convert implicitly, without boxing. The value never becomes
/// part of the SQL text. BINARY and array values can't be bound, because no server accepts them.
/// </summary>
public readonly partial struct BindValue
{
    private readonly ColumnType _type;
    private readonly bool _isNull;

    /// <summary>The number of digits after the point of a DECIMAL, or the precision of a GEOHASH.</summary>
    private readonly byte _parameter;

    /// <summary>A value of up to 32 bytes, least significant first.</summary>
    private readonly Long256 _bits;

    /// <summary>A text: a string, or an array of UTF-8 bytes.</summary>
    private readonly object? _text;

    private BindValue(ColumnType type, Long256 bits, int parameter = 0)
    {
        _type = type;
        _bits = bits;
        _parameter = (byte)parameter;
    }

    private BindValue(ColumnType type, long bits)
        : this(type, new Long256((ulong)bits, 0, 0, 0))
    {
    }

    private BindValue(object? text)
    {
        _type = ColumnType.Varchar;
        _isNull = text is null;
        _text = text;
    }

    private BindValue(ColumnType type, bool isNull, int parameter)
    {
        _type = type;
        _isNull = isNull;
        _parameter = (byte)parameter;
    }

    /// <summary>The column type that is sent.</summary>
    public ColumnType Type => _type;

    /// <summary>Whether the value is NULL.</summary>
    public bool IsNull => _isNull;

    // A value of a small type, and a constant of int or long, converts to several of the types below, of which none is nearer than another.
    // Those types have conversions without null too, which C# takes because they are exact.

    /// <summary>A BYTE.</summary>
    public static implicit operator BindValue(sbyte value) => new(ColumnType.Byte, (long)value);

    /// <summary>A SHORT.</summary>
    public static implicit operator BindValue(short value) => new(ColumnType.Short, (long)value);

    /// <summary>A SHORT.</summary>
    public static implicit operator BindValue(byte value) => (short)value;

    /// <summary>An INT.</summary>
    public static implicit operator BindValue(ushort value) => (int)value;

    /// <summary>A LONG.</summary>
    public static implicit operator BindValue(uint value) => (long)value;

    /// <summary>A LONG.</summary>
    public static implicit operator BindValue(long value) => new(ColumnType.Long, value);

    /// <summary>An INT.</summary>
    public static implicit operator BindValue(int value) => new(ColumnType.Int, (long)value);

    /// <summary>A CHAR.</summary>
    public static implicit operator BindValue(char value) => new(ColumnType.Char, (long)value);

    /// <summary>A BOOLEAN; null is NULL.</summary>
    public static implicit operator BindValue(bool? value) =>
        value is { } v ? new(ColumnType.Boolean, v ? 1L : 0L) : Null(ColumnType.Boolean);

    /// <summary>A BYTE; null is NULL.</summary>
    public static implicit operator BindValue(sbyte? value) => value is { } v ? v : Null(ColumnType.Byte);

    /// <summary>A SHORT; null is NULL.</summary>
    public static implicit operator BindValue(short? value) => value is { } v ? v : Null(ColumnType.Short);

    /// <summary>An INT; null is NULL.</summary>
    public static implicit operator BindValue(int? value) => value is { } v ? v : Null(ColumnType.Int);

    /// <summary>A LONG; null is NULL.</summary>
    public static implicit operator BindValue(long? value) => value is { } v ? v : Null(ColumnType.Long);

    /// <summary>A SHORT; null is NULL.</summary>
    public static implicit operator BindValue(byte? value) => (short?)value;

    /// <summary>An INT; null is NULL.</summary>
    public static implicit operator BindValue(ushort? value) => (int?)value;

    /// <summary>A LONG; null is NULL.</summary>
    public static implicit operator BindValue(uint? value) => (long?)value;

    /// <summary>A LONG; null is NULL.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: more than a LONG holds.</exception>
    public static implicit operator BindValue(ulong? value) => value is > long.MaxValue
        ? throw new QuestDbException(ErrorCode.InvalidValue, $"{value} is more than a LONG holds, and QuestDB has no wider integer.")
        : (long?)value;

    /// <summary>A FLOAT; null is NULL.</summary>
    public static implicit operator BindValue(float? value) =>
        value is { } v ? new(ColumnType.Float, (long)BitConverter.SingleToInt32Bits(v)) : Null(ColumnType.Float);

    /// <summary>A DOUBLE; null is NULL.</summary>
    public static implicit operator BindValue(double? value) =>
        value is { } v ? new(ColumnType.Double, BitConverter.DoubleToInt64Bits(v)) : Null(ColumnType.Double);

    /// <summary>A CHAR; null is NULL.</summary>
    public static implicit operator BindValue(char? value) => value is { } v ? v : Null(ColumnType.Char);

    /// <summary>A VARCHAR, which compares with SYMBOL too; null is NULL.</summary>
    public static implicit operator BindValue(string? value) => new((object?)value);

    /// <summary>A VARCHAR; null is NULL. The text is copied.</summary>
    public static implicit operator BindValue(ReadOnlyMemory<char>? value) => value?.ToString();

    /// <summary>
    /// The text of the address as a VARCHAR, which compares with IPv4 and is stored in it, because no server takes IPv4 values; null is
    /// NULL.
    /// </summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: an IPv6 address that maps no IPv4 one.</exception>
    public static implicit operator BindValue(IPAddress? value) => value is null
        ? Null(ColumnType.Varchar)
        : ColumnCodec.IPAddressFromWire(ColumnCodec.IPAddressToWire(value)).ToString();

    /// <summary>
    /// A TIMESTAMP: ticks below a microsecond are floored, a local time is converted to UTC, an unspecified one is
    /// taken as UTC; null is NULL.
    /// </summary>
    public static implicit operator BindValue(DateTime? value) =>
        value is { } v ? new(ColumnType.Timestamp, ColumnCodec.DateTimeMicrosToWire(v)) : Null(ColumnType.Timestamp);

    /// <summary>A TIMESTAMP: ticks below a microsecond are floored; null is NULL.</summary>
    public static implicit operator BindValue(DateTimeOffset? value) =>
        value is { } v ? new(ColumnType.Timestamp, ColumnCodec.DateTimeOffsetMicrosToWire(v)) : Null(ColumnType.Timestamp);

    /// <summary>A DATE; null is NULL.</summary>
    public static implicit operator BindValue(DateOnly? value) =>
        value is { } v ? new(ColumnType.Date, ColumnCodec.DateOnlyToWire(v)) : Null(ColumnType.Date);

    /// <summary>A TIMESTAMP; null is NULL.</summary>
    public static implicit operator BindValue(TimestampMicros? value) =>
        value is { } v ? new(ColumnType.Timestamp, v.Value) : Null(ColumnType.Timestamp);

    /// <summary>A TIMESTAMP_NANOS; null is NULL.</summary>
    public static implicit operator BindValue(TimestampNanos? value) =>
        value is { } v ? new(ColumnType.TimestampNanos, v.Value) : Null(ColumnType.TimestampNanos);

    /// <summary>A UUID; null is NULL.</summary>
    public static implicit operator BindValue(Guid? value) =>
        value is { } v ? new(ColumnType.Uuid, (Long256)ColumnCodec.GuidToWire(v)) : Null(ColumnType.Uuid);

    /// <summary>A LONG256; null is NULL.</summary>
    public static implicit operator BindValue(Long256? value) => value is { } v ? new(ColumnType.Long256, v) : Null(ColumnType.Long256);

    /// <summary>A GEOHASH of the value's precision; null is NULL.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: the default value, which has no bits.</exception>
    public static implicit operator BindValue(GeoHash? value) => value switch
    {
        null => Null(ColumnType.GeoHash),
        { Bits: > 0 } v => new(ColumnType.GeoHash, new Long256((ulong)v.Value, 0, 0, 0), v.Bits),
        _ => throw new QuestDbException(ErrorCode.InvalidValue, "The default GeoHash has no bits and can't be bound."),
    };

    /// <summary>A DECIMAL of 76 digits with the smallest scale that holds the value, see <see cref="Decimal256"/>; null is NULL.</summary>
    public static implicit operator BindValue(decimal? value) => (Decimal256?)value;

    /// <summary>
    /// A DECIMAL of 76 digits with the smallest scale that holds the value: a server brings column and value to one scale within the wider
    /// of both, so that neither overflows there. Null is NULL.
    /// </summary>
    public static implicit operator BindValue(Decimal256? value) => value is { } v ? Decimal(v) : Null(ColumnType.Decimal256);
}
