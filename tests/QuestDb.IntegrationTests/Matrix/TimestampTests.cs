namespace QuestDb.IntegrationTests.Matrix;

public sealed class TimestampTests(MatrixTables<TimestampMicros?> tables) : MatrixTests<TimestampMicros?>(tables, s_type)
{
    private static readonly MatrixType<TimestampMicros?> s_type = new()
    {
        Name = "timestamp",
        Sql = "TIMESTAMP",
        Type = ColumnType.Timestamp,
        Edges = [TimestampMicros.MinValue, new(-1), new(0), new(1), TimestampMicros.MaxValue],
        Value = (random, _) => new TimestampMicros(random.NextInt64(-long.MaxValue, long.MaxValue)),
        Typed = new TypedRows<TimestampMicros?, TimestampRow, NullableTimestampRow>(
            (key, value) => new TimestampRow(key.Run, key.Id, value!.Value, key.Time),
            (key, value) => new NullableTimestampRow(key.Run, key.Id, value, key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => chunk.ColumnTimestamp(MatrixType<TimestampMicros?>.Column, Cells.Plain(cells), Cells.Validity(cells)),
        Row = (row, value) => row.Column(MatrixType<TimestampMicros?>.Column, value),
        View = (column, cells) => Views.Fixed(column.AsTimestamp(), cells),
    };
}

[QuestTable("it_matrix_timestamp")]
public readonly partial record struct TimestampRow(
    int Run, int Id, TimestampMicros Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_timestamp")]
public readonly partial record struct NullableTimestampRow(
    int Run, int Id, TimestampMicros? Value, [QuestColumn("timestamp")][Designated] DateTime Time);

/// <summary>Times in steps that the wire packs into few bits.</summary>
public sealed class SteadyTimestampTests(MatrixTables<DateTime?> tables) : MatrixTests<DateTime?>(tables, s_type)
{
    private static readonly MatrixType<DateTime?> s_type = new()
    {
        Name = "timestamp_steady",
        Sql = "TIMESTAMP",
        Type = ColumnType.Timestamp,
        Edges = [DateTime.UnixEpoch],
        Value = (random, row) => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(row).AddMicroseconds(random.Next(100)),
        Typed = new TypedRows<DateTime?, SteadyTimestampRow, NullableSteadyTimestampRow>(
            (key, value) => new SteadyTimestampRow(key.Run, key.Id, value!.Value, key.Time),
            (key, value) => new NullableSteadyTimestampRow(key.Run, key.Id, value, key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => chunk.ColumnTimestamp(MatrixType<DateTime?>.Column, Cells.Plain(cells), Cells.Validity(cells)),
        Row = (row, value) => row.Column(MatrixType<DateTime?>.Column, value),
        View = (column, cells) => Views.Fixed(column.AsTimestamp(), cells, time => (DateTime?)time.ToDateTime()),
    };
}

[QuestTable("it_matrix_timestamp_steady")]
public readonly partial record struct SteadyTimestampRow(
    int Run, int Id, DateTime Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_timestamp_steady")]
public readonly partial record struct NullableSteadyTimestampRow(
    int Run, int Id, DateTime? Value, [QuestColumn("timestamp")][Designated] DateTime Time);

public sealed class TimestampNanosTests(MatrixTables<TimestampNanos?> tables) : MatrixTests<TimestampNanos?>(tables, s_type)
{
    private static readonly MatrixType<TimestampNanos?> s_type = new()
    {
        Name = "timestamp_ns",
        Sql = "TIMESTAMP_NS",
        Type = ColumnType.TimestampNanos,
        Edges = [TimestampNanos.MinValue, new(-1), new(0), new(1), TimestampNanos.MaxValue],
        Value = (random, _) => new TimestampNanos(random.NextInt64(-long.MaxValue, long.MaxValue)),
        Typed = new TypedRows<TimestampNanos?, TimestampNanosRow, NullableTimestampNanosRow>(
            (key, value) => new TimestampNanosRow(key.Run, key.Id, value!.Value, key.Time),
            (key, value) => new NullableTimestampNanosRow(key.Run, key.Id, value, key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => chunk.ColumnTimestamp(MatrixType<TimestampNanos?>.Column, Cells.Plain(cells), Cells.Validity(cells)),
        Row = (row, value) => row.Column(MatrixType<TimestampNanos?>.Column, value),
        View = (column, cells) => Views.Fixed(column.AsTimestampNanos(), cells),
    };
}

[QuestTable("it_matrix_timestamp_ns")]
public readonly partial record struct TimestampNanosRow(
    int Run, int Id, TimestampNanos Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_timestamp_ns")]
public readonly partial record struct NullableTimestampNanosRow(
    int Run, int Id, TimestampNanos? Value, [QuestColumn("timestamp")][Designated] DateTime Time);

/// <summary>Times in steps that the wire packs into few bits, as numbers.</summary>
public sealed class SteadyTimestampNanosTests(MatrixTables<long?> tables) : MatrixTests<long?>(tables, s_type)
{
    private static readonly MatrixType<long?> s_type = new()
    {
        Name = "timestamp_ns_steady",
        Sql = "TIMESTAMP_NS",
        Type = ColumnType.TimestampNanos,
        Edges = [0],
        Value = (random, row) => 1_767_225_600_000_000_000 + (row * 1_000L) + random.Next(10),
        Typed = new TypedRows<long?, SteadyTimestampNanosRow, NullableSteadyTimestampNanosRow>(
            (key, value) => new SteadyTimestampNanosRow(key.Run, key.Id, value!.Value, key.Time),
            (key, value) => new NullableSteadyTimestampNanosRow(key.Run, key.Id, value, key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) =>
            chunk.ColumnTimestamp(MatrixType<long?>.Column, Cells.Plain(cells), TimestampUnit.Nanoseconds, Cells.Validity(cells)),
        Row = (row, value) => row.ColumnTimestamp(MatrixType<long?>.Column, value, TimestampUnit.Nanoseconds),
        View = (column, cells) => Views.Fixed(column.AsLong(), cells),
    };
}

[QuestTable("it_matrix_timestamp_ns_steady")]
public readonly partial record struct SteadyTimestampNanosRow(
    int Run, int Id, [TimestampNanos] long Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_timestamp_ns_steady")]
public readonly partial record struct NullableSteadyTimestampNanosRow(
    int Run, int Id, [TimestampNanos] long? Value, [QuestColumn("timestamp")][Designated] DateTime Time);
