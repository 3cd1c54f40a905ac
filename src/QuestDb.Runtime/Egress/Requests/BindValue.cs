using QuestDb.Columns;

namespace QuestDb;

/// <summary>
/// A value for a placeholder <c>$1</c>, <c>$2</c>, … of a query. C# values convert implicitly, without boxing; it never
/// becomes part of the SQL text. BINARY, IPv4 and array values can't be bound: no server takes them.
/// </summary>
public readonly partial struct BindValue
{
    private readonly ColumnType _type;
    private readonly bool _isNull;

    /// <summary>Fraction digits of a DECIMAL, precision of a GEOHASH.</summary>
    private readonly byte _parameter;

    /// <summary>A value of up to 32 bytes, lowest first.</summary>
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

    /// <summary>A BOOLEAN.</summary>
    public static implicit operator BindValue(bool value) => new(ColumnType.Boolean, value ? 1L : 0L);

    /// <summary>A BYTE.</summary>
    public static implicit operator BindValue(sbyte value) => new(ColumnType.Byte, (long)value);

    /// <summary>A SHORT.</summary>
    public static implicit operator BindValue(short value) => new(ColumnType.Short, (long)value);

    /// <summary>An INT.</summary>
    public static implicit operator BindValue(int value) => new(ColumnType.Int, (long)value);

    /// <summary>A LONG.</summary>
    public static implicit operator BindValue(long value) => new(ColumnType.Long, value);

    /// <summary>A FLOAT.</summary>
    public static implicit operator BindValue(float value) => new(ColumnType.Float, (long)BitConverter.SingleToInt32Bits(value));

    /// <summary>A DOUBLE.</summary>
    public static implicit operator BindValue(double value) => new(ColumnType.Double, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A CHAR.</summary>
    public static implicit operator BindValue(char value) => new(ColumnType.Char, (long)value);

    /// <summary>A VARCHAR, which compares with SYMBOL too; null is NULL.</summary>
    public static implicit operator BindValue(string? value) => new((object?)value);

    /// <summary>A TIMESTAMP: ticks below a microsecond are floored, a local time is converted to UTC, an unspecified one is taken as UTC.</summary>
    public static implicit operator BindValue(DateTime value) => new(ColumnType.Timestamp, DateTimeMicrosCodec.ToWire(value));

    /// <summary>A TIMESTAMP: ticks below a microsecond are floored.</summary>
    public static implicit operator BindValue(DateTimeOffset value) => new(ColumnType.Timestamp, DateTimeOffsetMicrosCodec.ToWire(value));

    /// <summary>A DATE.</summary>
    public static implicit operator BindValue(DateOnly value) => new(ColumnType.Date, DateOnlyCodec.ToWire(value));

    /// <summary>A TIMESTAMP.</summary>
    public static implicit operator BindValue(TimestampMicros value) => new(ColumnType.Timestamp, value.Value);

    /// <summary>A TIMESTAMP_NANOS.</summary>
    public static implicit operator BindValue(TimestampNanos value) => new(ColumnType.TimestampNanos, value.Value);

    /// <summary>A UUID.</summary>
    public static implicit operator BindValue(Guid value) => new(ColumnType.Uuid, (Long256)GuidCodec.ToWire(value));

    /// <summary>A LONG256.</summary>
    public static implicit operator BindValue(Long256 value) => new(ColumnType.Long256, value);

    /// <summary>A GEOHASH of the value's precision.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: the default value, which has no bits.</exception>
    public static implicit operator BindValue(GeoHash value) => value.Bits > 0
        ? new(ColumnType.GeoHash, new Long256((ulong)value.Value, 0, 0, 0), value.Bits)
        : throw new QuestDbException(ErrorCode.InvalidValue, "The default GeoHash has no bits and can't be bound.");

    /// <summary>The smallest DECIMAL that holds the value with its scale.</summary>
    public static implicit operator BindValue(decimal value) => Decimal(value);

    /// <summary>The smallest DECIMAL that holds the value with its scale.</summary>
    public static implicit operator BindValue(Decimal256 value) => Decimal(value);
}
