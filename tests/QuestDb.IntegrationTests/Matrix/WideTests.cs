namespace QuestDb.IntegrationTests.Matrix;

public sealed class UuidTests(MatrixTables<Guid?> tables) : MatrixTests<Guid?>(tables, s_type)
{
    private static readonly MatrixType<Guid?> s_type = new()
    {
        Name = "uuid",
        Sql = "UUID",
        Type = ColumnType.Uuid,
        Edges = [Guid.Empty, Guid.AllBitsSet, new("00112233-4455-6677-8899-aabbccddeeff"), new("80000000-0000-0000-0000-000000000000")],
        Value = (random, _) =>
        {
            Span<byte> bytes = stackalloc byte[16];
            random.NextBytes(bytes);
            return new Guid(bytes);
        },
        Typed = new TypedRows<Guid?, UuidRow, NullableUuidRow>(
            (key, value) => new UuidRow(key.Run, key.Id, value!.Value, key.Time),
            (key, value) => new NullableUuidRow(key.Run, key.Id, value, key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => chunk.ColumnUuid(MatrixType<Guid?>.Column, Cells.Plain(cells), Cells.Validity(cells)),
        Row = (row, value) => row.Column(MatrixType<Guid?>.Column, value),
        View = (column, cells) => Views.Uuids(column.AsUuid(), cells),
    };
}

[QuestTable("it_matrix_uuid")]
public readonly partial record struct UuidRow(int Run, int Id, Guid Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_uuid")]
public readonly partial record struct NullableUuidRow(int Run, int Id, Guid? Value, [QuestColumn("timestamp")][Designated] DateTime Time);

public sealed class Long256Tests(MatrixTables<Long256?> tables) : MatrixTests<Long256?>(tables, s_type)
{
    private static readonly MatrixType<Long256?> s_type = new()
    {
        Name = "long256",
        Sql = "LONG256",
        Type = ColumnType.Long256,
        Edges = [Long256.Zero, 1UL, UInt128.MaxValue, Long256.MaxValue, new(1UL << 63, 0, 0, 0), new(0, 0, 0, 1UL << 63)],
        Value = (random, _) =>
            new Long256((ulong)random.NextInt64(), (ulong)random.NextInt64(), (ulong)random.NextInt64(), (ulong)-random.NextInt64()),
        Typed = new TypedRows<Long256?, Long256Row, NullableLong256Row>(
            (key, value) => new Long256Row(key.Run, key.Id, value!.Value, key.Time),
            (key, value) => new NullableLong256Row(key.Run, key.Id, value, key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => chunk.ColumnLong256(MatrixType<Long256?>.Column, Cells.Plain(cells), Cells.Validity(cells)),
        Row = (row, value) => row.Column(MatrixType<Long256?>.Column, value),
        View = (column, cells) => Views.Fixed(column.AsLong256(), cells),
    };
}

[QuestTable("it_matrix_long256")]
public readonly partial record struct Long256Row(int Run, int Id, Long256 Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_long256")]
public readonly partial record struct NullableLong256Row(
    int Run, int Id, Long256? Value, [QuestColumn("timestamp")][Designated] DateTime Time);
