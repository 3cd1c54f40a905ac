namespace QuestDb.IntegrationTests.Matrix;

public sealed class DoubleVectorTests(MatrixTables<double[]?> tables) : MatrixTests<double[]?>(tables, s_type)
{
    private static readonly MatrixType<double[]?> s_type = new()
    {
        Name = "array1",
        Sql = "DOUBLE[]",
        Type = ColumnType.DoubleArray,
        Edges = [[], [0], [-0.0],
            [double.MaxValue, double.MinValue, double.Epsilon, double.PositiveInfinity, double.NegativeInfinity, double.NaN],
            new double[500]],
        Value = (random, row) =>
        {
            var array = new double[random.Next(6)];
            for (int i = 0; i < array.Length; i++) array[i] = random.NextDouble();
            return array;
        },
        Typed = new TypedRows<double[]?, DoubleVectorRow, NullableDoubleVectorRow>(
            (key, value) => new DoubleVectorRow(key.Run, key.Id, value!, key.Time),
            (key, value) => new NullableDoubleVectorRow(key.Run, key.Id, value, key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => chunk.ColumnDoubleArray(MatrixType<double[]?>.Column,
            Array.ConvertAll(cells, cell => Cells.Shaped(cell).GetValueOrDefault())),
        Row = (row, value) => row.Column(MatrixType<double[]?>.Column, value),
        View = (column, cells) => Views.Arrays(column.AsDoubleArray(), cells, array => array.ToArray()),
        AreEqual = (left, right) => Cells.SameArray(Cells.Shaped(left), Cells.Shaped(right)),
    };
}

[QuestTable("it_matrix_array1")]
public readonly partial record struct DoubleVectorRow(
    int Run, int Id, double[] Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_array1")]
public readonly partial record struct NullableDoubleVectorRow(
    int Run, int Id, double[]? Value, [QuestColumn("timestamp")][Designated] DateTime Time);

public sealed class DoubleMatrixTests(MatrixTables<double[,]?> tables) : MatrixTests<double[,]?>(tables, s_type)
{
    private static readonly MatrixType<double[,]?> s_type = new()
    {
        Name = "array2",
        Sql = "DOUBLE[][]",
        Type = ColumnType.DoubleArray,
        Edges = [new double[,] { { 1 } }, new double[,] { { -0.0, double.NaN, double.MaxValue } }, new double[20, 30]],
        Value = (random, row) =>
        {
            var array = new double[random.Next(1, 4), random.Next(1, 4)];
            array[0, 0] = row;
            array[array.GetLength(0) - 1, array.GetLength(1) - 1] = random.NextDouble();
            return array;
        },
        Typed = new TypedRows<double[,]?, DoubleMatrixRow, NullableDoubleMatrixRow>(
            (key, value) => new DoubleMatrixRow(key.Run, key.Id, value!, key.Time),
            (key, value) => new NullableDoubleMatrixRow(key.Run, key.Id, value, key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => chunk.ColumnDoubleArray(MatrixType<double[,]?>.Column,
            Array.ConvertAll(cells, cell => Cells.Shaped(cell).GetValueOrDefault())),
        Row = (row, value) => row.Column(MatrixType<double[,]?>.Column, value),
        View = (column, cells) => Views.Arrays(column.AsDoubleArray(), cells, array => array.To2D()),
        AreEqual = (left, right) => Cells.SameArray(Cells.Shaped(left), Cells.Shaped(right)),
    };
}

[QuestTable("it_matrix_array2")]
public readonly partial record struct DoubleMatrixRow(
    int Run, int Id, double[,] Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_array2")]
public readonly partial record struct NullableDoubleMatrixRow(
    int Run, int Id, double[,]? Value, [QuestColumn("timestamp")][Designated] DateTime Time);

public sealed class DoubleCubeTests(MatrixTables<double[,,]?> tables) : MatrixTests<double[,,]?>(tables, s_type)
{
    private static readonly MatrixType<double[,,]?> s_type = new()
    {
        Name = "array3",
        Sql = "DOUBLE[][][]",
        Type = ColumnType.DoubleArray,
        Edges = [new double[,,] { { { 1 } } }, new double[,,] { { { -0.0 }, { double.NaN } } }, new double[7, 8, 9]],
        Value = (random, row) =>
        {
            var array = new double[random.Next(1, 3), random.Next(1, 3), random.Next(1, 4)];
            array[0, 0, 0] = row;
            array[array.GetLength(0) - 1, array.GetLength(1) - 1, array.GetLength(2) - 1] = random.NextDouble();
            return array;
        },
        Typed = new TypedRows<double[,,]?, DoubleCubeRow, NullableDoubleCubeRow>(
            (key, value) => new DoubleCubeRow(key.Run, key.Id, value!, key.Time),
            (key, value) => new NullableDoubleCubeRow(key.Run, key.Id, value, key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => chunk.ColumnDoubleArray(MatrixType<double[,,]?>.Column,
            Array.ConvertAll(cells, cell => Cells.Shaped(cell).GetValueOrDefault())),
        Row = (row, value) => row.Column(MatrixType<double[,,]?>.Column, value),
        View = (column, cells) => Views.Arrays(column.AsDoubleArray(), cells, array => array.To3D()),
        AreEqual = (left, right) => Cells.SameArray(Cells.Shaped(left), Cells.Shaped(right)),
    };
}

[QuestTable("it_matrix_array3")]
public readonly partial record struct DoubleCubeRow(
    int Run, int Id, double[,,] Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_array3")]
public readonly partial record struct NullableDoubleCubeRow(
    int Run, int Id, double[,,]? Value, [QuestColumn("timestamp")][Designated] DateTime Time);

/// <summary>Arrays of more dimensions than .NET's records name.</summary>
public sealed class DoubleArrayTests(MatrixTables<NdArray<double>?> tables) : MatrixTests<NdArray<double>?>(tables, s_type)
{
    private static readonly MatrixType<NdArray<double>?> s_type = new()
    {
        Name = "array4",
        Sql = "DOUBLE[][][][]",
        Type = ColumnType.DoubleArray,
        Edges = [new([1, 1, 1, 1], new double[1]), new([2, 1, 3, 2], new double[12])],
        Value = (random, row) => new NdArray<double>([1, row % 2 + 1, 1, 2],
            row % 2 == 0 ? new double[] { row, random.NextDouble() } : [row, 1, 2, random.NextDouble()]),
        Typed = new TypedRows<NdArray<double>?, DoubleArrayRow, NullableDoubleArrayRow>(
            (key, value) => new DoubleArrayRow(key.Run, key.Id, value!.Value, key.Time),
            (key, value) => new NullableDoubleArrayRow(key.Run, key.Id, value, key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) =>
            chunk.ColumnDoubleArray(MatrixType<NdArray<double>?>.Column, Array.ConvertAll(cells, cell => cell.GetValueOrDefault())),
        Row = (row, value) => row.Column(MatrixType<NdArray<double>?>.Column, value.GetValueOrDefault()),
        View = (column, cells) => Views.Arrays(column.AsDoubleArray(), cells, array => (NdArray<double>?)array),
        AreEqual = Cells.SameArray,
    };
}

[QuestTable("it_matrix_array4")]
public readonly partial record struct DoubleArrayRow(
    int Run, int Id, [Dimensions(4)] NdArray<double> Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_array4")]
public readonly partial record struct NullableDoubleArrayRow(
    int Run, int Id, [Dimensions(4)] NdArray<double>? Value, [QuestColumn("timestamp")][Designated] DateTime Time);
