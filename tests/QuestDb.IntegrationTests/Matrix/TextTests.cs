using System.Text;

namespace QuestDb.IntegrationTests.Matrix;

public sealed class VarcharTests(MatrixTables<string?> tables) : MatrixTests<string?>(tables, s_type)
{
    private static readonly MatrixType<string?> s_type = new()
    {
        Name = "varchar",
        Sql = "VARCHAR",
        Type = ColumnType.Varchar,
        Edges = ["", " ", "\0", "a", "é日😀", "with \"quotes\"\r\n", new string('é', 5_000)],
        Value = (random, row) => row % 5 == 0 ? new string((char)random.Next(' ', 0xd000), random.Next(40)) : "text " + random.Next(),
        Typed = new TypedRows<string?, VarcharRow, NullableVarcharRow>(
            (key, value) => new VarcharRow(key.Run, key.Id, value!, key.Time),
            (key, value) => new NullableVarcharRow(key.Run, key.Id, value, key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => chunk.ColumnVarchar(MatrixType<string?>.Column, cells),
        Row = (row, value) => row.Column(MatrixType<string?>.Column, value),
        View = (column, cells) => Views.Texts(column.AsVarchar(), cells),
    };
}

[QuestTable("it_matrix_varchar")]
public readonly partial record struct VarcharRow(int Run, int Id, string Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_varchar")]
public readonly partial record struct NullableVarcharRow(
    int Run, int Id, string? Value, [QuestColumn("timestamp")][Designated] DateTime Time);

/// <summary>VARCHAR as UTF-8 bytes; in chunks, with offsets into them.</summary>
public sealed class VarcharUtf8Tests(MatrixTables<byte[]?> tables) : MatrixTests<byte[]?>(tables, s_type)
{
    private static readonly MatrixType<byte[]?> s_type = new()
    {
        Name = "varchar_utf8",
        Sql = "VARCHAR",
        Type = ColumnType.Varchar,
        Edges = [""u8.ToArray(), "a"u8.ToArray(), "é日😀"u8.ToArray()],
        Value = (random, row) => Encoding.UTF8.GetBytes(row % 2 == 0 ? "tëxt " + random.Next() : "短い"),
        Typed = new TypedRows<byte[]?, VarcharUtf8Row, NullableVarcharUtf8Row>(
            (key, value) => new VarcharUtf8Row(key.Run, key.Id, value!, key.Time),
            (key, value) => new NullableVarcharUtf8Row(key.Run, key.Id, value, key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => SetUtf8(chunk, cells),
        Row = (row, value) => _ = value is null ? row : row.ColumnUtf8(MatrixType<byte[]?>.Column, value),
        View = (column, cells) => Views.Utf8(column.AsVarchar(), cells),
        AreEqual = Cells.SameBytes,
    };

    private static void SetUtf8(Chunk chunk, byte[]?[] cells)
    {
        (int[] offsets, byte[] utf8) = Cells.Concat(cells);
        chunk.ColumnVarchar(MatrixType<byte[]?>.Column, offsets, utf8, Cells.Validity(cells));
    }
}

[QuestTable("it_matrix_varchar_utf8")]
public readonly partial record struct VarcharUtf8Row(
    int Run, int Id, [Varchar] byte[] Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_varchar_utf8")]
public readonly partial record struct NullableVarcharUtf8Row(
    int Run, int Id, [Varchar] byte[]? Value, [QuestColumn("timestamp")][Designated] DateTime Time);

/// <summary>BINARY as arrays; in chunks, also as bytes with 64-bit offsets.</summary>
public sealed class BinaryTests(MatrixTables<byte[]?> tables) : MatrixTests<byte[]?>(tables, s_type)
{
    private static readonly MatrixType<byte[]?> s_type = new()
    {
        Name = "binary",
        Sql = "BINARY",
        Type = ColumnType.Binary,
        Edges = [[], [0], [0xff, 0xfe], [.. Enumerable.Range(0, 256).Select(i => (byte)i)], new byte[5_000]],
        Value = (random, row) =>
        {
            var bytes = new byte[random.Next(20)];
            random.NextBytes(bytes);
            return bytes;
        },
        Typed = new TypedRows<byte[]?, BinaryRow, NullableBinaryRow>(
            (key, value) => new BinaryRow(key.Run, key.Id, value!, key.Time),
            (key, value) => new NullableBinaryRow(key.Run, key.Id, value, key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => SetBytes(chunk, cells),
        Row = (row, value) => row.Column(MatrixType<byte[]?>.Column, value),
        View = (column, cells) => Views.Binaries(column.AsBinary(), cells),
        AreEqual = Cells.SameBytes,
    };

    private static void SetBytes(Chunk chunk, byte[]?[] cells)
    {
        if (cells.Length % 2 == 0)
        {
            chunk.ColumnBinary(MatrixType<byte[]?>.Column, cells);
            return;
        }

        (int[] offsets, byte[] bytes) = Cells.Concat(cells);
        chunk.ColumnBinary(MatrixType<byte[]?>.Column, Array.ConvertAll(offsets, offset => (long)offset), bytes, Cells.Validity(cells));
    }
}

[QuestTable("it_matrix_binary")]
public readonly partial record struct BinaryRow(int Run, int Id, byte[] Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_binary")]
public readonly partial record struct NullableBinaryRow(
    int Run, int Id, byte[]? Value, [QuestColumn("timestamp")][Designated] DateTime Time);
