using System.Buffers.Binary;
using QuestDb.Columns;
using QuestDb.Wire;

namespace QuestDb;

/// <summary>
/// A value for a placeholder <c>$1</c>, <c>$2</c>, … of a query. C# values convert implicitly, without boxing; it never
/// becomes part of the SQL text.
/// </summary>
public readonly partial struct BindValue
{
    private const int MaxGeoHashBits = 60;

    private readonly ColumnType _type;
    private readonly bool _isNull;
    private readonly long _bits;
    private readonly string? _text;

    private BindValue(ColumnType type, long bits)
    {
        _type = type;
        _bits = bits;
    }

    private BindValue(ColumnType type, bool isNull, string? text)
    {
        _type = type;
        _isNull = isNull;
        _text = text;
    }

    /// <summary>The column type that is sent.</summary>
    public ColumnType Type => _type;

    /// <summary>Whether the value is NULL.</summary>
    public bool IsNull => _isNull;

    /// <summary>NULL of a type.</summary>
    public static BindValue Null(ColumnType type) => new(type, isNull: true, null);

    /// <summary>A TIMESTAMP from microseconds since the Unix epoch, UTC.</summary>
    public static BindValue TimestampMicros(long micros) => new(ColumnType.Timestamp, micros);

    /// <summary>A TIMESTAMP_NANOS from nanoseconds since the Unix epoch, UTC.</summary>
    public static BindValue TimestampNanos(long nanos) => new(ColumnType.TimestampNanos, nanos);

    /// <summary>A DATE from milliseconds since the Unix epoch, UTC.</summary>
    public static BindValue DateMillis(long millis) => new(ColumnType.Date, millis);

    /// <summary>A BOOLEAN.</summary>
    public static implicit operator BindValue(bool value) => new(ColumnType.Boolean, value ? 1 : 0);

    /// <summary>A BYTE.</summary>
    public static implicit operator BindValue(sbyte value) => new(ColumnType.Byte, value);

    /// <summary>A SHORT.</summary>
    public static implicit operator BindValue(short value) => new(ColumnType.Short, value);

    /// <summary>An INT.</summary>
    public static implicit operator BindValue(int value) => new(ColumnType.Int, value);

    /// <summary>A LONG.</summary>
    public static implicit operator BindValue(long value) => new(ColumnType.Long, value);

    /// <summary>A FLOAT.</summary>
    public static implicit operator BindValue(float value) => new(ColumnType.Float, BitConverter.SingleToInt32Bits(value));

    /// <summary>A DOUBLE.</summary>
    public static implicit operator BindValue(double value) => new(ColumnType.Double, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A CHAR.</summary>
    public static implicit operator BindValue(char value) => new(ColumnType.Char, value);

    /// <summary>A VARCHAR, which compares with SYMBOL too; null is NULL.</summary>
    public static implicit operator BindValue(string? value) => new(ColumnType.Varchar, value is null, value);

    /// <summary>A TIMESTAMP: ticks below a microsecond are floored, a local time is converted to UTC, an unspecified one is taken as UTC.</summary>
    public static implicit operator BindValue(DateTime value) => new(ColumnType.Timestamp, DateTimeMicrosCodec.ToWire(value));

    /// <summary>A TIMESTAMP: ticks below a microsecond are floored.</summary>
    public static implicit operator BindValue(DateTimeOffset value) => new(ColumnType.Timestamp, DateTimeOffsetMicrosCodec.ToWire(value));

    /// <summary>A DATE.</summary>
    public static implicit operator BindValue(DateOnly value) => new(ColumnType.Date, DateOnlyCodec.ToWire(value));

    /// <summary>Writes the type code and the value as a column of one row (QWP egress specification, "Bind parameters").</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: the value is a default struct, without a type.</exception>
    internal void Write(FrameBuffer buffer)
    {
        if (_type == ColumnType.None) throw new QuestDbException(ErrorCode.InvalidValue, "A bind is a default BindValue, which has no type; make it from a value, or with BindValue.Null.");
        buffer.WriteByte((byte)_type);
        if (_isNull)
        {
            buffer.WriteByte(1);
            buffer.WriteByte(1);
            // A scale or precision stands there without a value too; which one makes no difference to a NULL.
            if (_type is ColumnType.Decimal64 or ColumnType.Decimal128 or ColumnType.Decimal256) buffer.WriteByte(0);
            else if (_type == ColumnType.GeoHash) buffer.WriteVarint(MaxGeoHashBits);
            return;
        }

        buffer.WriteByte(0);
        if (_text is not null)
        {
            WriteText(buffer, _text);
            return;
        }

        Span<byte> bits = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bits, _bits);
        int width = _type switch
        {
            ColumnType.Boolean or ColumnType.Byte => 1,
            ColumnType.Short or ColumnType.Char => sizeof(short),
            ColumnType.Int or ColumnType.Float => sizeof(int),
            _ => sizeof(long),
        };
        buffer.WriteBytes(bits[..width]);
    }

    private static void WriteText(FrameBuffer buffer, string text)
    {
        int length = Utf8Text.CountBytes(text);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.Take(sizeof(uint)), 0);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.Take(sizeof(uint)), (uint)length);
        Utf8Text.TryEncode(text, buffer.Take(length), out _);
    }
}
