namespace QuestDb;

public readonly partial struct BindValue
{
    /// <summary>A BOOLEAN; null is NULL.</summary>
    public static implicit operator BindValue(bool? value) => value is { } v ? v : Null(ColumnType.Boolean);

    /// <summary>A BYTE; null is NULL.</summary>
    public static implicit operator BindValue(sbyte? value) => value is { } v ? v : Null(ColumnType.Byte);

    /// <summary>A SHORT; null is NULL.</summary>
    public static implicit operator BindValue(short? value) => value is { } v ? v : Null(ColumnType.Short);

    /// <summary>An INT; null is NULL.</summary>
    public static implicit operator BindValue(int? value) => value is { } v ? v : Null(ColumnType.Int);

    /// <summary>A LONG; null is NULL.</summary>
    public static implicit operator BindValue(long? value) => value is { } v ? v : Null(ColumnType.Long);

    /// <summary>A FLOAT; null is NULL.</summary>
    public static implicit operator BindValue(float? value) => value is { } v ? v : Null(ColumnType.Float);

    /// <summary>A DOUBLE; null is NULL.</summary>
    public static implicit operator BindValue(double? value) => value is { } v ? v : Null(ColumnType.Double);

    /// <summary>A CHAR; null is NULL.</summary>
    public static implicit operator BindValue(char? value) => value is { } v ? v : Null(ColumnType.Char);

    /// <summary>A TIMESTAMP; null is NULL.</summary>
    public static implicit operator BindValue(DateTime? value) => value is { } v ? v : Null(ColumnType.Timestamp);

    /// <summary>A TIMESTAMP; null is NULL.</summary>
    public static implicit operator BindValue(DateTimeOffset? value) => value is { } v ? v : Null(ColumnType.Timestamp);

    /// <summary>A DATE; null is NULL.</summary>
    public static implicit operator BindValue(DateOnly? value) => value is { } v ? v : Null(ColumnType.Date);

    /// <summary>A TIMESTAMP; null is NULL.</summary>
    public static implicit operator BindValue(TimestampMicros? value) => value is { } v ? v : Null(ColumnType.Timestamp);

    /// <summary>A TIMESTAMP_NANOS; null is NULL.</summary>
    public static implicit operator BindValue(TimestampNanos? value) => value is { } v ? v : Null(ColumnType.TimestampNanos);

    /// <summary>A UUID; null is NULL.</summary>
    public static implicit operator BindValue(Guid? value) => value is { } v ? v : Null(ColumnType.Uuid);

    /// <summary>A LONG256; null is NULL.</summary>
    public static implicit operator BindValue(Long256? value) => value is { } v ? v : Null(ColumnType.Long256);

    /// <summary>A GEOHASH; null is NULL.</summary>
    public static implicit operator BindValue(GeoHash? value) => value is { } v ? v : Null(ColumnType.GeoHash);

    /// <summary>The smallest DECIMAL that holds the value with its scale; null is NULL.</summary>
    public static implicit operator BindValue(decimal? value) => value is { } v ? v : Null(ColumnType.Decimal64);

    /// <summary>The smallest DECIMAL that holds the value with its scale; null is NULL.</summary>
    public static implicit operator BindValue(Decimal256? value) => value is { } v ? v : Null(ColumnType.Decimal64);
}
