using System.Numerics;

namespace QuestDb.IntegrationTests.Matrix;

public sealed class Decimal64Tests(MatrixTables<decimal?> tables) : MatrixTests<decimal?>(tables, s_type)
{
    private static readonly MatrixType<decimal?> s_type = new()
    {
        Name = "decimal64",
        Sql = "DECIMAL(18, 4)",
        Type = ColumnType.Decimal64,
        Edges = [99_999_999_999_999.9999m, -99_999_999_999_999.9999m, 0.0001m, -0.0001m, 0.0000m, 1.0000m],
        Value = (random, _) => new decimal(random.NextInt64(-999_999_999_999_999_999, 1_000_000_000_000_000_000)) / 10_000,
        Typed = new TypedRows<decimal?, Decimal64Row, NullableDecimal64Row>(
            (key, value) => new Decimal64Row(key.Run, key.Id, value!.Value, key.Time),
            (key, value) => new NullableDecimal64Row(key.Run, key.Id, value, key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => chunk.ColumnDecimal64(MatrixType<decimal?>.Column,
            Array.ConvertAll(cells, cell => (long)(cell.GetValueOrDefault() * 10_000)), 4, Cells.Validity(cells)),
        Row = (row, value) => row.ColumnDecimal64(MatrixType<decimal?>.Column, (long?)(value * 10_000), 4),
        View = (column, cells) => Views.Decimals(column.AsDecimal(), cells, value => (decimal?)value.ToDecimal()),
    };
}

[QuestTable("it_matrix_decimal64")]
public readonly partial record struct Decimal64Row(
    int Run, int Id, [Decimal(18, 4)] decimal Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_decimal64")]
public readonly partial record struct NullableDecimal64Row(
    int Run, int Id, [Decimal(18, 4)] decimal? Value, [QuestColumn("timestamp")][Designated] DateTime Time);

public sealed class Decimal128Tests(MatrixTables<Decimal256?> tables) : MatrixTests<Decimal256?>(tables, s_type)
{
    private static readonly Int128 s_max = Int128.Parse(new string('9', 38));

    private static readonly MatrixType<Decimal256?> s_type = new()
    {
        Name = "decimal128",
        Sql = "DECIMAL(38, 6)",
        Type = ColumnType.Decimal128,
        Edges = [new(s_max, 6), new(-s_max, 6), new(1, 6), new(-1, 6), new(0, 6)],
        Value = (random, _) =>
            new Decimal256(new Int128((ulong)random.NextInt64(0, 1L << 61), (ulong)random.NextInt64()) - (Int128.One << 124), 6),
        Typed = new TypedRows<Decimal256?, Decimal128Row, NullableDecimal128Row>(
            (key, value) => new Decimal128Row(key.Run, key.Id, value!.Value, key.Time),
            (key, value) => new NullableDecimal128Row(key.Run, key.Id, value, key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) =>
            chunk.ColumnDecimal128(MatrixType<Decimal256?>.Column, Array.ConvertAll(cells, Unscaled), 6, Cells.Validity(cells)),
        Row = (row, value) => row.ColumnDecimal128(MatrixType<Decimal256?>.Column, value is { } given ? Unscaled(given) : null, 6),
        View = (column, cells) => Views.Decimals(column.AsDecimal(), cells, value => (Decimal256?)value),
    };

    private static Int128 Unscaled(Decimal256? cell) => (Int128)cell.GetValueOrDefault().UnscaledValue;
}

[QuestTable("it_matrix_decimal128")]
public readonly partial record struct Decimal128Row(
    int Run, int Id, [Decimal(38, 6)] Decimal256 Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_decimal128")]
public readonly partial record struct NullableDecimal128Row(
    int Run, int Id, [Decimal(38, 6)] Decimal256? Value, [QuestColumn("timestamp")][Designated] DateTime Time);

/// <summary>DECIMAL as the decimal of .NET.</summary>
public sealed class NetDecimalTests(MatrixTables<decimal?> tables) : MatrixTests<decimal?>(tables, s_type)
{
    private static readonly MatrixType<decimal?> s_type = new()
    {
        Name = "decimal_net",
        Sql = "DECIMAL(38, 10)",
        Type = ColumnType.Decimal128,
        Edges = [decimal.MaxValue / 10_000_000_000m, decimal.MinValue / 10_000_000_000m, 0.0000000001m, -0.0000000001m, 0, 1],
        Value = (random, _) => new decimal(random.Next(), random.Next(), random.Next(), random.Next(2) == 0, 10),
        Typed = new TypedRows<decimal?, NetDecimalRow, NullableNetDecimalRow>(
            (key, value) => new NetDecimalRow(key.Run, key.Id, value!.Value, key.Time),
            (key, value) => new NullableNetDecimalRow(key.Run, key.Id, value, key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => chunk.ColumnDecimal(MatrixType<decimal?>.Column, Cells.Plain(cells), 10, Cells.Validity(cells)),
        Row = (row, value) => row.Column(MatrixType<decimal?>.Column, value),
        View = (column, cells) => Views.Decimals(column.AsDecimal(), cells, value => (decimal?)value.ToDecimal()),
    };
}

[QuestTable("it_matrix_decimal_net")]
public readonly partial record struct NetDecimalRow(
    int Run, int Id, [Decimal(38, 10)] decimal Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_decimal_net")]
public readonly partial record struct NullableNetDecimalRow(
    int Run, int Id, [Decimal(38, 10)] decimal? Value, [QuestColumn("timestamp")][Designated] DateTime Time);

public sealed class Decimal256Tests(MatrixTables<Decimal256?> tables) : MatrixTests<Decimal256?>(tables, s_type)
{
    private static readonly BigInteger s_max = BigInteger.Pow(10, 76) - 1;

    private static readonly MatrixType<Decimal256?> s_type = new()
    {
        Name = "decimal256",
        Sql = "DECIMAL(76, 20)",
        Type = ColumnType.Decimal256,
        Edges = [new(s_max, 20), new(-s_max, 20), new(Int128.One, 20), new(-Int128.One, 20), new(Int128.Zero, 20)],
        Value = (random, _) =>
            new Decimal256((new BigInteger(random.NextInt64()) << 180) + random.NextInt64() - (BigInteger.One << 242), 20),
        Typed = new TypedRows<Decimal256?, Decimal256Row, NullableDecimal256Row>(
            (key, value) => new Decimal256Row(key.Run, key.Id, value!.Value, key.Time),
            (key, value) => new NullableDecimal256Row(key.Run, key.Id, value, key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => chunk.ColumnDecimal(MatrixType<Decimal256?>.Column, Cells.Plain(cells), 20, Cells.Validity(cells)),
        Row = (row, value) => row.Column(MatrixType<Decimal256?>.Column, value),
        View = (column, cells) => Views.Decimals(column.AsDecimal(), cells, value => (Decimal256?)value),
    };
}

[QuestTable("it_matrix_decimal256")]
public readonly partial record struct Decimal256Row(
    int Run, int Id, [Decimal(76, 20)] Decimal256 Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_decimal256")]
public readonly partial record struct NullableDecimal256Row(
    int Run, int Id, [Decimal(76, 20)] Decimal256? Value, [QuestColumn("timestamp")][Designated] DateTime Time);
