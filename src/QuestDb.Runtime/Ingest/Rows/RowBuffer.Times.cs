using QuestDb.Encoders.Blocks;
using QuestDb.Encoders.Inputs;
using QuestDb.Mapping;
using QuestDb.Shared.Names;

namespace QuestDb;

public sealed partial class RowBuffer
{
    /// <summary>
    /// Sets a TIMESTAMP or TIMESTAMP_NS value from a number since 1970-01-01 UTC: nanoseconds make a TIMESTAMP_NS
    /// column, all others a TIMESTAMP column; null leaves it out.
    /// </summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value, or null.</param>
    /// <param name="unit">Its unit.</param>
    /// <exception cref="QuestDbException">As in the remarks of the class; it does not fit microseconds.</exception>
    public RowBuffer ColumnTimestamp(ReadOnlySpan<char> name, long? value, TimestampUnit unit) =>
        value is { } given ? AddTime(name, given, unit) : LeftOut();

    /// <summary>
    /// Sets a TIMESTAMP value. Ticks below a microsecond are floored; a local time is converted to UTC, an
    /// unspecified one is taken as UTC.
    /// </summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, DateTime value) =>
        Add(name, ColumnType.Timestamp, ColumnCodec.DateTimeMicrosToWire(value));

    /// <summary>
    /// Sets a TIMESTAMP value. Ticks below a microsecond are floored; a local time is converted to UTC, an unspecified
    /// one is taken as UTC; null leaves it out.
    /// </summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value, or null.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, DateTime? value) => value is { } given ? Column(name, given) : LeftOut();

    /// <summary>Sets a TIMESTAMP value. Ticks below a microsecond are floored.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, DateTimeOffset value) =>
        Add(name, ColumnType.Timestamp, ColumnCodec.DateTimeOffsetMicrosToWire(value));

    /// <summary>Sets a TIMESTAMP value. Ticks below a microsecond are floored; null leaves it out.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value, or null.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, DateTimeOffset? value) => value is { } given ? Column(name, given) : LeftOut();

    /// <summary>Sets a TIMESTAMP value.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, TimestampMicros value) =>
        AddChecked(name, ColumnType.Timestamp, value.Value, long.MinValue);

    /// <summary>Sets a TIMESTAMP value; null leaves it out.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value, or null.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, TimestampMicros? value) => value is { } given ? Column(name, given) : LeftOut();

    /// <summary>Sets a TIMESTAMP_NS value.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, TimestampNanos value) =>
        AddChecked(name, ColumnType.TimestampNanos, value.Value, long.MinValue);

    /// <summary>Sets a TIMESTAMP_NS value; null leaves it out.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value, or null.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, TimestampNanos? value) => value is { } given ? Column(name, given) : LeftOut();

    /// <summary>Sets a DATE value: the day's midnight, UTC; null leaves it out.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value, or null.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, DateOnly? value) =>
        value is { } given ? Add(name, ColumnType.Date, ColumnCodec.DateOnlyToWire(given)) : LeftOut();

    /// <summary>Sets a DATE value from milliseconds since 1970-01-01 UTC; null leaves it out.</summary>
    /// <param name="name">The column.</param>
    /// <param name="millis">The value, or null.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer ColumnDate(ReadOnlySpan<char> name, long? millis) =>
        millis is { } given ? AddChecked(name, ColumnType.Date, given, long.MinValue) : LeftOut();

    /// <summary>
    /// Sets a DATE value. Ticks below a millisecond are floored; a local time is converted to UTC, an unspecified one
    /// is taken as UTC; null leaves it out.
    /// </summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value, or null.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer ColumnDate(ReadOnlySpan<char> name, DateTime? value) =>
        value is { } given ? Add(name, ColumnType.Date, default(DateTimeToMillis).Convert(given)) : LeftOut();

    /// <summary>
    /// Ends the row: it is in the buffer now. In microseconds; a local time is converted to UTC, an
    /// unspecified one is taken as UTC.
    /// </summary>
    /// <param name="value">The designated timestamp, from 1970-01-01 to 9999-12-31 UTC.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidState"/>: no row is in progress; <see cref="ErrorCode.InvalidValue"/>: outside those
    /// years, or rows before it have timestamps of another unit or none. The row is then still in progress.
    /// </exception>
    public void At(DateTime value) => AtMicros(ColumnCodec.DateTimeMicrosToWire(value));

    /// <summary>Ends the row: it is in the buffer now. In microseconds.</summary>
    /// <param name="value">The designated timestamp, from 1970-01-01 to 9999-12-31 UTC.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidState"/>: no row is in progress; <see cref="ErrorCode.InvalidValue"/>: outside those
    /// years, or rows before it have timestamps of another unit or none. The row is then still in progress.
    /// </exception>
    public void At(DateTimeOffset value) => AtMicros(ColumnCodec.DateTimeOffsetMicrosToWire(value));

    /// <summary>Ends the row: it is in the buffer now. In microseconds.</summary>
    /// <param name="value">The designated timestamp, from 1970-01-01 to 9999-12-31 UTC.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidState"/>: no row is in progress; <see cref="ErrorCode.InvalidValue"/>: outside those
    /// years, or rows before it have timestamps of another unit or none. The row is then still in progress.
    /// </exception>
    public void At(TimestampMicros value) => AtMicros(value.Value);

    /// <summary>Ends the row: it is in the buffer now. In nanoseconds.</summary>
    /// <param name="value">The designated timestamp, from 1970-01-01 to 9999-12-31 UTC.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidState"/>: no row is in progress; <see cref="ErrorCode.InvalidValue"/>: outside those
    /// years, or rows before it have timestamps of another unit or none. The row is then still in progress.
    /// </exception>
    public void At(TimestampNanos value) => AtNanos(value.Value);

    /// <summary>Ends the row: it is in the buffer now. Nanoseconds make a TIMESTAMP_NS column, all others a TIMESTAMP column.</summary>
    /// <param name="value">The designated timestamp, since 1970-01-01 UTC.</param>
    /// <param name="unit">Its unit.</param>
    /// <exception cref="QuestDbException">As for a <see cref="DateTime"/>.</exception>
    public void At(long value, TimestampUnit unit)
    {
        if (unit == TimestampUnit.Nanoseconds) AtNanos(value);
        else AtMicros(Micros(ColumnNames.DefaultDesignated, value, unit));
    }

    private void AtMicros(long micros)
    {
        if ((ulong)micros > TimestampBlock.MaxMicros) throw OutOfRange(ColumnType.Timestamp, micros);
        Commit(ColumnType.Timestamp, micros);
    }

    private void AtNanos(long nanos)
    {
        if (nanos < 0) throw OutOfRange(ColumnType.TimestampNanos, nanos);
        Commit(ColumnType.TimestampNanos, nanos);
    }

    private QuestDbException OutOfRange(ColumnType type, long value) =>
        Row.Error(ColumnNames.DefaultDesignated, TimestampBlock.OutOfRange(type, value));

    private RowBuffer AddTime(ReadOnlySpan<char> name, long value, TimestampUnit unit) => unit == TimestampUnit.Nanoseconds
        ? AddChecked(name, ColumnType.TimestampNanos, value, long.MinValue)
        : AddChecked(name, ColumnType.Timestamp, Micros(name, value, unit), long.MinValue);

    private long Micros(ReadOnlySpan<char> name, long value, TimestampUnit unit)
    {
        if (unit == TimestampUnit.Microseconds) return value;
        if (unit is not (TimestampUnit.Seconds or TimestampUnit.Milliseconds))
        {
            throw Row.Error(name, $"The timestamp unit {unit} is unknown.");
        }

        try
        {
            return new ToMicros(ToMicros.Factor(unit)).Convert(value);
        }
        catch (QuestDbException e)
        {
            throw Row.Error(name, e.Message);
        }
    }
}
