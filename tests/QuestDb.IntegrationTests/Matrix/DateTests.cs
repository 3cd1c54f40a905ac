namespace QuestDb.IntegrationTests.Matrix;

public sealed class DateTests(MatrixTables<long?> tables) : MatrixTests<long?>(tables, s_type)
{
    private static readonly MatrixType<long?> s_type = new()
    {
        Name = "date",
        Sql = "DATE",
        Type = ColumnType.Date,
        Edges = [long.MinValue + 1, -1, 0, 1, 253_402_300_799_999, long.MaxValue],
        Value = (random, _) => random.NextInt64(-long.MaxValue, long.MaxValue),
        Typed = new TypedRows<long?, DateRow, NullableDateRow>(
            (key, value) => new DateRow(key.Run, key.Id, value!.Value, key.Time),
            (key, value) => new NullableDateRow(key.Run, key.Id, value, key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => chunk.ColumnDate(MatrixType<long?>.Column, Cells.Plain(cells), Cells.Validity(cells)),
        Row = (row, value) => row.ColumnDate(MatrixType<long?>.Column, value),
        View = (column, cells) => Views.Fixed(column.AsDate(), cells),
    };
}

[QuestTable("it_matrix_date")]
public readonly partial record struct DateRow(
    int Run, int Id, [DateMillis] long Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_date")]
public readonly partial record struct NullableDateRow(
    int Run, int Id, [DateMillis] long? Value, [QuestColumn("timestamp")][Designated] DateTime Time);

public sealed class DateOnlyTests(MatrixTables<DateOnly?> tables) : MatrixTests<DateOnly?>(tables, s_type)
{
    private static readonly MatrixType<DateOnly?> s_type = new()
    {
        Name = "date_only",
        Sql = "DATE",
        Type = ColumnType.Date,
        Edges = [DateOnly.MinValue, new(1969, 12, 31), new(1970, 1, 1), new(2024, 2, 29), DateOnly.MaxValue],
        Value = (random, _) => DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber + 1)),
        Typed = new TypedRows<DateOnly?, DateOnlyRow, NullableDateOnlyRow>(
            (key, value) => new DateOnlyRow(key.Run, key.Id, value!.Value, key.Time),
            (key, value) => new NullableDateOnlyRow(key.Run, key.Id, value, key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => chunk.ColumnDate(MatrixType<DateOnly?>.Column, Cells.Plain(cells), Cells.Validity(cells)),
        Row = (row, value) => row.Column(MatrixType<DateOnly?>.Column, value),
        View = (column, cells) =>
            Views.Fixed(column.AsDate(), cells, millis => (DateOnly?)DateOnly.FromDateTime(DateTime.UnixEpoch.AddMilliseconds(millis))),
    };
}

[QuestTable("it_matrix_date_only")]
public readonly partial record struct DateOnlyRow(int Run, int Id, DateOnly Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_date_only")]
public readonly partial record struct NullableDateOnlyRow(
    int Run, int Id, DateOnly? Value, [QuestColumn("timestamp")][Designated] DateTime Time);
