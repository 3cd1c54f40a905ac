using QuestDb.Encoders.Blocks;
using QuestDb.Encoders.Inputs;
using QuestDb.Shared.Names;

namespace QuestDb;

// The overloads differ in the type of the elements; validity is optional in all.
#pragma warning disable RS0026

public sealed partial class Chunk
{
    /// <summary>
    /// Sets a TIMESTAMP or TIMESTAMP_NS column of numbers since 1970-01-01 UTC. Seconds and milliseconds that overflow
    /// microseconds are an error of the flush.
    /// </summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="unit">Their unit: nanoseconds make a TIMESTAMP_NS column, all others a TIMESTAMP column, in microseconds.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnTimestamp(string name, ColumnInput<long> values, TimestampUnit unit, ColumnInput<byte> validity = default) =>
        Times(name, values, unit, validity, designated: false);

    /// <summary>
    /// Sets a TIMESTAMP column. Ticks below a microsecond are floored; a local time is converted to UTC, an
    /// unspecified one is taken as UTC.
    /// </summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnTimestamp(string name, ColumnInput<DateTime> values, ColumnInput<byte> validity = default) =>
        Fixed<DateTime, long, DateTimeToMicros>(new(name, ColumnType.Timestamp), values, validity);

    /// <summary>Sets a TIMESTAMP column. Ticks below a microsecond are floored.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnTimestamp(string name, ColumnInput<DateTimeOffset> values, ColumnInput<byte> validity = default) =>
        Fixed<DateTimeOffset, long, DateTimeOffsetToMicros>(new(name, ColumnType.Timestamp), values, validity);

    /// <summary>Sets a TIMESTAMP column.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnTimestamp(string name, ColumnInput<TimestampMicros> values, ColumnInput<byte> validity = default) =>
        Same<TimestampMicros>(new(name, ColumnType.Timestamp), values, validity);

    /// <summary>Sets a TIMESTAMP_NS column.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnTimestamp(string name, ColumnInput<TimestampNanos> values, ColumnInput<byte> validity = default) =>
        Same<TimestampNanos>(new(name, ColumnType.TimestampNanos), values, validity);

    /// <summary>Sets a DATE column of milliseconds since 1970-01-01 UTC.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnDate(string name, ColumnInput<long> values, ColumnInput<byte> validity = default) =>
        Same<long>(new(name, ColumnType.Date), values, validity);

    /// <summary>Sets a DATE column: each day is its midnight, UTC.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnDate(string name, ColumnInput<DateOnly> values, ColumnInput<byte> validity = default) =>
        Fixed<DateOnly, long, DateOnlyToMillis>(new(name, ColumnType.Date), values, validity);

    /// <summary>
    /// Sets a DATE column. Ticks below a millisecond are floored; a local time is converted to UTC, an
    /// unspecified one is taken as UTC.
    /// </summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnDate(string name, ColumnInput<DateTime> values, ColumnInput<byte> validity = default) =>
        Fixed<DateTime, long, DateTimeToMillis>(new(name, ColumnType.Date), values, validity);

    /// <summary>
    /// Sets the designated timestamp from numbers since 1970-01-01 UTC. Without it the server stamps the rows on arrival.
    /// </summary>
    /// <param name="values">One a row.</param>
    /// <param name="unit">Their unit: nanoseconds make a TIMESTAMP_NS column, all others a TIMESTAMP column, in microseconds.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk At(ColumnInput<long> values, TimestampUnit unit) =>
        Times(ColumnNames.DefaultDesignated, values, unit, default, designated: true);

    /// <summary>Sets the designated timestamp, in microseconds. Without it the server stamps the rows on arrival.</summary>
    /// <param name="values">One a row.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk At(ColumnInput<DateTime> values) =>
        Fixed<DateTime, long, DateTimeToMicros>(Designated(ColumnType.Timestamp), values, default);

    /// <summary>Sets the designated timestamp, in microseconds. Without it the server stamps the rows on arrival.</summary>
    /// <param name="values">One a row.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk At(ColumnInput<DateTimeOffset> values) =>
        Fixed<DateTimeOffset, long, DateTimeOffsetToMicros>(Designated(ColumnType.Timestamp), values, default);

    /// <summary>Sets the designated timestamp, in microseconds. Without it the server stamps the rows on arrival.</summary>
    /// <param name="values">One a row.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk At(ColumnInput<TimestampMicros> values) =>
        Same<TimestampMicros>(Designated(ColumnType.Timestamp), values, default);

    /// <summary>Sets the designated timestamp, in nanoseconds. Without it the server stamps the rows on arrival.</summary>
    /// <param name="values">One a row.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk At(ColumnInput<TimestampNanos> values) =>
        Same<TimestampNanos>(Designated(ColumnType.TimestampNanos), values, default);

    private static ColumnKey Designated(ColumnType type) => new(ColumnNames.DefaultDesignated, type, Designated: true);

    private Chunk Times(string name, ColumnInput<long> values, TimestampUnit unit, ColumnInput<byte> validity, bool designated)
    {
        ColumnType type = unit switch
        {
            TimestampUnit.Nanoseconds => ColumnType.TimestampNanos,
            TimestampUnit.Seconds or TimestampUnit.Milliseconds or TimestampUnit.Microseconds => ColumnType.Timestamp,
            _ => throw _columns.Error(name, $"The timestamp unit {unit} is unknown."),
        };
        var key = new ColumnKey(name, type, Designated: designated);
        return unit is TimestampUnit.Seconds or TimestampUnit.Milliseconds
            ? Fixed<long, long, ToMicros>(key, values, validity, new ToMicros(ToMicros.Factor(unit)))
            : Same(key, values, validity);
    }
}
