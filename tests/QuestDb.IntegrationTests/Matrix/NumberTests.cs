namespace QuestDb.IntegrationTests.Matrix;

public sealed class IntTests(MatrixTables<int?> tables) : MatrixTests<int?>(tables, s_type)
{
    private static readonly MatrixType<int?> s_type = new()
    {
        Name = "int",
        Sql = "INT",
        Type = ColumnType.Int,
        Edges = [int.MinValue + 1, -1, 0, 1, int.MaxValue],
        Value = (random, _) => random.Next(-int.MaxValue, int.MaxValue),
        Typed = new TypedRows<int?, IntRow, NullableIntRow>(
            (key, value) => new IntRow(key.Run, key.Id, value!.Value, key.Time),
            (key, value) => new NullableIntRow(key.Run, key.Id, value, key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => chunk.ColumnInt(MatrixType<int?>.Column, Cells.Plain(cells), Cells.Validity(cells)),
        Row = (row, value) => row.Column(MatrixType<int?>.Column, value),
        View = (column, cells) => Views.Fixed(column.AsInt(), cells),
    };
}

[QuestTable("it_matrix_int")]
public readonly partial record struct IntRow(int Run, int Id, int Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_int")]
public readonly partial record struct NullableIntRow(int Run, int Id, int? Value, [QuestColumn("timestamp")][Designated] DateTime Time);

public sealed class LongTests(MatrixTables<long?> tables) : MatrixTests<long?>(tables, s_type)
{
    private static readonly MatrixType<long?> s_type = new()
    {
        Name = "long",
        Sql = "LONG",
        Type = ColumnType.Long,
        Edges = [long.MinValue + 1, -1, 0, 1, long.MaxValue],
        Value = (random, _) => random.NextInt64(-long.MaxValue, long.MaxValue),
        Typed = new TypedRows<long?, LongRow, NullableLongRow>(
            (key, value) => new LongRow(key.Run, key.Id, value!.Value, key.Time),
            (key, value) => new NullableLongRow(key.Run, key.Id, value, key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => chunk.ColumnLong(MatrixType<long?>.Column, Cells.Plain(cells), Cells.Validity(cells)),
        Row = (row, value) => row.Column(MatrixType<long?>.Column, value),
        View = (column, cells) => Views.Fixed(column.AsLong(), cells),
    };
}

[QuestTable("it_matrix_long")]
public readonly partial record struct LongRow(int Run, int Id, long Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_long")]
public readonly partial record struct NullableLongRow(int Run, int Id, long? Value, [QuestColumn("timestamp")][Designated] DateTime Time);

public sealed class FloatTests(MatrixTables<float?> tables) : MatrixTests<float?>(tables, s_type)
{
    private static readonly MatrixType<float?> s_type = new()
    {
        Name = "float",
        Sql = "FLOAT",
        Type = ColumnType.Float,
        Edges = [float.MinValue, float.MaxValue, float.Epsilon, -0f, 0, 1, float.PositiveInfinity, float.NegativeInfinity],
        Value = (random, _) => (random.NextSingle() - 0.5f) * 1e20f,
        Typed = new TypedRows<float?, FloatRow, NullableFloatRow>(
            (key, value) => new FloatRow(key.Run, key.Id, value!.Value, key.Time),
            (key, value) => new NullableFloatRow(key.Run, key.Id, value, key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => chunk.ColumnFloat(MatrixType<float?>.Column, Cells.Plain(cells), Cells.Validity(cells)),
        Row = (row, value) => row.Column(MatrixType<float?>.Column, value),
        View = (column, cells) => Views.Fixed(column.AsFloat(), cells),
        AreEqual = (left, right) => Cells.SameBits(left, right),
    };
}

[QuestTable("it_matrix_float")]
public readonly partial record struct FloatRow(int Run, int Id, float Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_float")]
public readonly partial record struct NullableFloatRow(int Run, int Id, float? Value, [QuestColumn("timestamp")][Designated] DateTime Time);

public sealed class DoubleTests(MatrixTables<double?> tables) : MatrixTests<double?>(tables, s_type)
{
    private static readonly MatrixType<double?> s_type = new()
    {
        Name = "double",
        Sql = "DOUBLE",
        Type = ColumnType.Double,
        Edges = [double.MinValue, double.MaxValue, double.Epsilon, -0.0, 0, 1, double.PositiveInfinity, double.NegativeInfinity],
        Value = (random, _) => (random.NextDouble() - 0.5) * 1e200,
        Typed = new TypedRows<double?, DoubleRow, NullableDoubleRow>(
            (key, value) => new DoubleRow(key.Run, key.Id, value!.Value, key.Time),
            (key, value) => new NullableDoubleRow(key.Run, key.Id, value, key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => chunk.ColumnDouble(MatrixType<double?>.Column, Cells.Plain(cells), Cells.Validity(cells)),
        Row = (row, value) => row.Column(MatrixType<double?>.Column, value),
        View = (column, cells) => Views.Fixed(column.AsDouble(), cells),
        AreEqual = Cells.SameBits,
    };
}

[QuestTable("it_matrix_double")]
public readonly partial record struct DoubleRow(int Run, int Id, double Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_double")]
public readonly partial record struct NullableDoubleRow(
    int Run, int Id, double? Value, [QuestColumn("timestamp")][Designated] DateTime Time);
