namespace QuestDb;

/// <content>One method for each type that can be bound. BINARY, IPv4 and arrays can't: no server takes them.</content>
public sealed partial class PreparedQuery
{
    /// <summary>A BOOLEAN.</summary>
    /// <param name="position">1 for <c>$1</c>, up to 2,048.</param>
    /// <param name="value">The value.</param>
    /// <returns>This query.</returns>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>, naming the position; the binds are as they were.</exception>
    public PreparedQuery BindBoolean(int position, bool value) => Bind(position, value);

    /// <summary>A BYTE.</summary>
    /// <param name="position">1 for <c>$1</c>, up to 2,048.</param>
    /// <param name="value">The value.</param>
    /// <returns>This query.</returns>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>, naming the position; the binds are as they were.</exception>
    public PreparedQuery BindByte(int position, sbyte value) => Bind(position, value);

    /// <summary>A SHORT.</summary>
    /// <param name="position">1 for <c>$1</c>, up to 2,048.</param>
    /// <param name="value">The value.</param>
    /// <returns>This query.</returns>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>, naming the position; the binds are as they were.</exception>
    public PreparedQuery BindShort(int position, short value) => Bind(position, value);

    /// <summary>An INT.</summary>
    /// <param name="position">1 for <c>$1</c>, up to 2,048.</param>
    /// <param name="value">The value.</param>
    /// <returns>This query.</returns>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>, naming the position; the binds are as they were.</exception>
    public PreparedQuery BindInt(int position, int value) => Bind(position, value);

    /// <summary>A LONG.</summary>
    /// <param name="position">1 for <c>$1</c>, up to 2,048.</param>
    /// <param name="value">The value.</param>
    /// <returns>This query.</returns>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>, naming the position; the binds are as they were.</exception>
    public PreparedQuery BindLong(int position, long value) => Bind(position, value);

    /// <summary>A FLOAT.</summary>
    /// <param name="position">1 for <c>$1</c>, up to 2,048.</param>
    /// <param name="value">The value.</param>
    /// <returns>This query.</returns>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>, naming the position; the binds are as they were.</exception>
    public PreparedQuery BindFloat(int position, float value) => Bind(position, value);

    /// <summary>A DOUBLE.</summary>
    /// <param name="position">1 for <c>$1</c>, up to 2,048.</param>
    /// <param name="value">The value.</param>
    /// <returns>This query.</returns>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>, naming the position; the binds are as they were.</exception>
    public PreparedQuery BindDouble(int position, double value) => Bind(position, value);

    /// <summary>A CHAR.</summary>
    /// <param name="position">1 for <c>$1</c>, up to 2,048.</param>
    /// <param name="value">The value.</param>
    /// <returns>This query.</returns>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>, naming the position; the binds are as they were.</exception>
    public PreparedQuery BindChar(int position, char value) => Bind(position, value);

    /// <summary>A VARCHAR, which compares with SYMBOL too; null is NULL.</summary>
    /// <param name="position">1 for <c>$1</c>, up to 2,048.</param>
    /// <param name="value">The value.</param>
    /// <returns>This query.</returns>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>, naming the position; the binds are as they were.</exception>
    public PreparedQuery BindVarchar(int position, string? value) => Bind(position, value);

    /// <summary>A TIMESTAMP.</summary>
    /// <param name="position">1 for <c>$1</c>, up to 2,048.</param>
    /// <param name="value">The value.</param>
    /// <returns>This query.</returns>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>, naming the position; the binds are as they were.</exception>
    public PreparedQuery BindTimestamp(int position, TimestampMicros value) => Bind(position, value);

    /// <summary>A TIMESTAMP: ticks below a microsecond are floored, a local time is converted to UTC, an unspecified one is taken as UTC.</summary>
    /// <param name="position">1 for <c>$1</c>, up to 2,048.</param>
    /// <param name="value">The value.</param>
    /// <returns>This query.</returns>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>, naming the position; the binds are as they were.</exception>
    public PreparedQuery BindTimestamp(int position, DateTime value) => Bind(position, value);

    /// <summary>A TIMESTAMP_NANOS.</summary>
    /// <param name="position">1 for <c>$1</c>, up to 2,048.</param>
    /// <param name="value">The value.</param>
    /// <returns>This query.</returns>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>, naming the position; the binds are as they were.</exception>
    public PreparedQuery BindTimestampNanos(int position, TimestampNanos value) => Bind(position, value);

    /// <summary>A DATE.</summary>
    /// <param name="position">1 for <c>$1</c>, up to 2,048.</param>
    /// <param name="value">The value.</param>
    /// <returns>This query.</returns>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>, naming the position; the binds are as they were.</exception>
    public PreparedQuery BindDate(int position, DateOnly value) => Bind(position, value);

    /// <summary>A DATE, in milliseconds since the Unix epoch, UTC.</summary>
    /// <param name="position">1 for <c>$1</c>, up to 2,048.</param>
    /// <param name="millis">The value.</param>
    /// <returns>This query.</returns>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>, naming the position; the binds are as they were.</exception>
    public PreparedQuery BindDateMillis(int position, long millis) => Bind(position, BindValue.DateMillis(millis));

    /// <summary>A UUID.</summary>
    /// <param name="position">1 for <c>$1</c>, up to 2,048.</param>
    /// <param name="value">The value.</param>
    /// <returns>This query.</returns>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>, naming the position; the binds are as they were.</exception>
    public PreparedQuery BindUuid(int position, Guid value) => Bind(position, value);

    /// <summary>A LONG256.</summary>
    /// <param name="position">1 for <c>$1</c>, up to 2,048.</param>
    /// <param name="value">The value.</param>
    /// <returns>This query.</returns>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>, naming the position; the binds are as they were.</exception>
    public PreparedQuery BindLong256(int position, Long256 value) => Bind(position, value);

    /// <summary>A VARCHAR from UTF-8 bytes, which are copied; they must be valid.</summary>
    /// <param name="position">1 for <c>$1</c>, up to 2,048.</param>
    /// <param name="utf8">The value.</param>
    /// <returns>This query.</returns>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>, naming the position; the binds are as they were.</exception>
    public PreparedQuery BindVarchar(int position, ReadOnlySpan<byte> utf8)
    {
        BindValue bind;
        try
        {
            bind = BindValue.Utf8(utf8);
        }
        catch (QuestDbException e)
        {
            throw At(position, e);
        }

        return Bind(position, bind);
    }

    /// <summary>A GEOHASH of the precision of the value.</summary>
    /// <param name="position">1 for <c>$1</c>, up to 2,048.</param>
    /// <param name="value">The value.</param>
    /// <returns>This query.</returns>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>, naming the position; the binds are as they were.</exception>
    public PreparedQuery BindGeoHash(int position, GeoHash value)
    {
        BindValue bind;
        try
        {
            bind = value;
        }
        catch (QuestDbException e)
        {
            throw At(position, e);
        }

        return Bind(position, bind);
    }

    /// <summary>A DECIMAL of at most 18 digits.</summary>
    /// <param name="position">1 for <c>$1</c>, up to 2,048.</param>
    /// <param name="value">The value.</param>
    /// <param name="scale">Digits after the point that are sent.</param>
    /// <returns>This query.</returns>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>, naming the position; the binds are as they were.</exception>
    public PreparedQuery BindDecimal64(int position, Decimal256 value, int scale)
    {
        BindValue bind;
        try
        {
            bind = BindValue.Decimal64(value, scale);
        }
        catch (QuestDbException e)
        {
            throw At(position, e);
        }

        return Bind(position, bind);
    }

    /// <summary>A DECIMAL of at most 38 digits.</summary>
    /// <param name="position">1 for <c>$1</c>, up to 2,048.</param>
    /// <param name="value">The value.</param>
    /// <param name="scale">Digits after the point that are sent.</param>
    /// <returns>This query.</returns>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>, naming the position; the binds are as they were.</exception>
    public PreparedQuery BindDecimal128(int position, Decimal256 value, int scale)
    {
        BindValue bind;
        try
        {
            bind = BindValue.Decimal128(value, scale);
        }
        catch (QuestDbException e)
        {
            throw At(position, e);
        }

        return Bind(position, bind);
    }

    /// <summary>A DECIMAL of at most 76 digits.</summary>
    /// <param name="position">1 for <c>$1</c>, up to 2,048.</param>
    /// <param name="value">The value.</param>
    /// <param name="scale">Digits after the point that are sent.</param>
    /// <returns>This query.</returns>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>, naming the position; the binds are as they were.</exception>
    public PreparedQuery BindDecimal256(int position, Decimal256 value, int scale)
    {
        BindValue bind;
        try
        {
            bind = BindValue.Decimal256(value, scale);
        }
        catch (QuestDbException e)
        {
            throw At(position, e);
        }

        return Bind(position, bind);
    }

    /// <summary>NULL of a type.</summary>
    /// <param name="position">1 for <c>$1</c>, up to 2,048.</param>
    /// <param name="type">The type.</param>
    /// <returns>This query.</returns>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>, naming the position; the binds are as they were.</exception>
    public PreparedQuery BindNull(int position, ColumnType type)
    {
        BindValue bind;
        try
        {
            bind = BindValue.Null(type);
        }
        catch (QuestDbException e)
        {
            throw At(position, e);
        }

        return Bind(position, bind);
    }

    /// <summary>NULL of a DECIMAL with its scale, or of a GEOHASH with its precision.</summary>
    /// <param name="position">1 for <c>$1</c>, up to 2,048.</param>
    /// <param name="type">The type.</param>
    /// <param name="parameter">Digits after the point of a DECIMAL; bits of a GEOHASH; 0 for other types.</param>
    /// <returns>This query.</returns>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>, naming the position; the binds are as they were.</exception>
    public PreparedQuery BindNull(int position, ColumnType type, int parameter)
    {
        BindValue bind;
        try
        {
            bind = BindValue.Null(type, parameter);
        }
        catch (QuestDbException e)
        {
            throw At(position, e);
        }

        return Bind(position, bind);
    }

    private QuestDbException At(int position, QuestDbException e) => new(e.Code, $"Bind ${position}: {e.Message} [{Sql}]", e);
}
