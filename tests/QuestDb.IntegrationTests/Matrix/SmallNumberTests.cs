namespace QuestDb.IntegrationTests.Matrix;

/// <summary>BOOLEAN has no NULL: left out, it is false. Chunks take it in both of its forms.</summary>
public sealed class BooleanTests(MatrixTables<bool?> tables) : MatrixTests<bool?>(tables, s_type)
{
    private static readonly MatrixType<bool?> s_type = new()
    {
        Name = "boolean",
        Sql = "BOOLEAN",
        Type = ColumnType.Boolean,
        NullReadsAs = false,
        Edges = [true, false],
        Value = (random, _) => random.Next(2) == 1,
        Typed = new TypedRows<bool?, BooleanRow, BooleanRow>(
            (key, value) => new BooleanRow(key.Run, key.Id, value.GetValueOrDefault(), key.Time),
            (key, value) => new BooleanRow(key.Run, key.Id, value.GetValueOrDefault(), key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => _ = cells.Length % 2 == 0
            ? chunk.ColumnBooleanBits(MatrixType<bool?>.Column, Cells.Bits(cells, cell => cell == true), cells.Length,
                Cells.Validity(cells))
            : chunk.ColumnBoolean(MatrixType<bool?>.Column, Cells.Plain(cells), Cells.Validity(cells)),
        Row = (row, value) => row.Column(MatrixType<bool?>.Column, value),
        View = (column, cells) => Views.Booleans(column.AsBoolean(), cells),
    };
}

[QuestTable("it_matrix_boolean")]
public readonly partial record struct BooleanRow(int Run, int Id, bool Value, [QuestColumn("timestamp")][Designated] DateTime Time);

public sealed class ByteTests(MatrixTables<sbyte?> tables) : MatrixTests<sbyte?>(tables, s_type)
{
    private static readonly MatrixType<sbyte?> s_type = new()
    {
        Name = "byte",
        Sql = "BYTE",
        Type = ColumnType.Byte,
        NullReadsAs = 0,
        Edges = [sbyte.MinValue, -1, 0, 1, sbyte.MaxValue],
        Value = (random, _) => (sbyte)random.Next(-128, 128),
        Typed = new TypedRows<sbyte?, ByteRow, ByteRow>(
            (key, value) => new ByteRow(key.Run, key.Id, value.GetValueOrDefault(), key.Time),
            (key, value) => new ByteRow(key.Run, key.Id, value.GetValueOrDefault(), key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => chunk.ColumnByte(MatrixType<sbyte?>.Column, Cells.Plain(cells), Cells.Validity(cells)),
        Row = (row, value) => row.Column(MatrixType<sbyte?>.Column, value),
        View = (column, cells) => Views.Fixed(column.AsByte(), cells),
    };
}

[QuestTable("it_matrix_byte")]
public readonly partial record struct ByteRow(int Run, int Id, sbyte Value, [QuestColumn("timestamp")][Designated] DateTime Time);

public sealed class ShortTests(MatrixTables<short?> tables) : MatrixTests<short?>(tables, s_type)
{
    private static readonly MatrixType<short?> s_type = new()
    {
        Name = "short",
        Sql = "SHORT",
        Type = ColumnType.Short,
        NullReadsAs = 0,
        Edges = [short.MinValue, -1, 0, 1, short.MaxValue],
        Value = (random, _) => (short)random.Next(short.MinValue, short.MaxValue + 1),
        Typed = new TypedRows<short?, ShortRow, ShortRow>(
            (key, value) => new ShortRow(key.Run, key.Id, value.GetValueOrDefault(), key.Time),
            (key, value) => new ShortRow(key.Run, key.Id, value.GetValueOrDefault(), key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => chunk.ColumnShort(MatrixType<short?>.Column, Cells.Plain(cells), Cells.Validity(cells)),
        Row = (row, value) => row.Column(MatrixType<short?>.Column, value),
        View = (column, cells) => Views.Fixed(column.AsShort(), cells),
    };
}

[QuestTable("it_matrix_short")]
public readonly partial record struct ShortRow(int Run, int Id, short Value, [QuestColumn("timestamp")][Designated] DateTime Time);

public sealed class CharTests(MatrixTables<char?> tables) : MatrixTests<char?>(tables, s_type)
{
    private static readonly MatrixType<char?> s_type = new()
    {
        Name = "char",
        Sql = "CHAR",
        Type = ColumnType.Char,
        NullReadsAs = '\0',
        Edges = ['\0', 'a', 'é', '日', '\ud83d', '\ude00', '\uffff'],
        Value = (random, _) => (char)random.Next(char.MaxValue + 1),
        Typed = new TypedRows<char?, CharRow, CharRow>(
            (key, value) => new CharRow(key.Run, key.Id, value.GetValueOrDefault(), key.Time),
            (key, value) => new CharRow(key.Run, key.Id, value.GetValueOrDefault(), key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => chunk.ColumnChar(MatrixType<char?>.Column, Cells.Plain(cells), Cells.Validity(cells)),
        Row = (row, value) => row.Column(MatrixType<char?>.Column, value),
        View = (column, cells) => Views.Fixed(column.AsChar(), cells),
    };
}

[QuestTable("it_matrix_char")]
public readonly partial record struct CharRow(int Run, int Id, char Value, [QuestColumn("timestamp")][Designated] DateTime Time);
