using System.Text;

namespace QuestDb.IntegrationTests.Matrix;

public sealed class SymbolTests(MatrixTables<string?> tables) : MatrixTests<string?>(tables, s_type)
{
    private static readonly MatrixType<string?> s_type = new()
    {
        Name = "symbol",
        Sql = "SYMBOL",
        Type = ColumnType.Symbol,
        Edges = ["", " ", "a", "é日😀", "with \"quotes\"", new string('x', 300)],
        Value = (random, _) => "symbol " + random.Next(1_000),
        Typed = new TypedRows<string?, SymbolRow, NullableSymbolRow>(
            (key, value) => new SymbolRow(key.Run, key.Id, value!, key.Time),
            (key, value) => new NullableSymbolRow(key.Run, key.Id, value, key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => chunk.Symbol(MatrixType<string?>.Column, cells),
        Row = (row, value) => row.Symbol(MatrixType<string?>.Column, value),
        View = (column, cells) => Views.Symbols(column.AsSymbol(), cells, text => text),
    };
}

[QuestTable("it_matrix_symbol")]
public readonly partial record struct SymbolRow(
    int Run, int Id, [Symbol] string Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_symbol")]
public readonly partial record struct NullableSymbolRow(
    int Run, int Id, [Symbol] string? Value, [QuestColumn("timestamp")][Designated] DateTime Time);

/// <summary>Symbols as UTF-8 bytes; in chunks, as codes of texts in UTF-8.</summary>
public sealed class SymbolUtf8Tests(MatrixTables<byte[]?> tables) : MatrixTests<byte[]?>(tables, s_type)
{
    private static readonly MatrixType<byte[]?> s_type = new()
    {
        Name = "symbol_utf8",
        Sql = "SYMBOL",
        Type = ColumnType.Symbol,
        Edges = [""u8.ToArray(), "a"u8.ToArray(), "é日😀"u8.ToArray()],
        Value = (random, _) => Encoding.UTF8.GetBytes("sÿmbol " + random.Next(1_000)),
        Typed = new TypedRows<byte[]?, SymbolUtf8Row, NullableSymbolUtf8Row>(
            (key, value) => new SymbolUtf8Row(key.Run, key.Id, value!, key.Time),
            (key, value) => new NullableSymbolUtf8Row(key.Run, key.Id, value, key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => SetCodes(chunk, cells),
        Row = (row, value) => _ = value is null ? row : row.SymbolUtf8(MatrixType<byte[]?>.Column, value),
        View = (column, cells) => Views.SymbolsUtf8(column.AsSymbol(), cells),
        AreEqual = Cells.SameBytes,
    };

    private static void SetCodes(Chunk chunk, byte[]?[] cells)
    {
        string[] keys = [.. cells.OfType<byte[]>().Select(Convert.ToHexString).Distinct()];
        Dictionary<string, int> codes = keys.Select((key, code) => (key, code)).ToDictionary(pair => pair.key, pair => pair.code);
        (int[] offsets, byte[] utf8) = Cells.Concat(Array.ConvertAll(keys, Convert.FromHexString));
        chunk.Symbol(MatrixType<byte[]?>.Column, Array.ConvertAll(cells, cell => cell is null ? -1 : codes[Convert.ToHexString(cell)]),
            new SymbolTexts(offsets, utf8), Cells.Validity(cells));
    }
}

[QuestTable("it_matrix_symbol_utf8")]
public readonly partial record struct SymbolUtf8Row(
    int Run, int Id, [Symbol] byte[] Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_symbol_utf8")]
public readonly partial record struct NullableSymbolUtf8Row(
    int Run, int Id, [Symbol] byte[]? Value, [QuestColumn("timestamp")][Designated] DateTime Time);

/// <summary>Symbols as members of an enum; in chunks, as its 8-bit codes.</summary>
public sealed class EnumSymbolTests(MatrixTables<Venue?> tables) : MatrixTests<Venue?>(tables, s_type)
{
    private static readonly string[] s_texts = ["Paris", "London", "new york"];

    private static readonly MatrixType<Venue?> s_type = new()
    {
        Name = "symbol_enum",
        Sql = "SYMBOL",
        Type = ColumnType.Symbol,
        Edges = [Venue.Paris, Venue.London, Venue.NewYork],
        Value = (random, _) => (Venue)random.Next(3),
        Typed = new TypedRows<Venue?, EnumSymbolRow, NullableEnumSymbolRow>(
            (key, value) => new EnumSymbolRow(key.Run, key.Id, value!.Value, key.Time),
            (key, value) => new NullableEnumSymbolRow(key.Run, key.Id, value, key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => chunk.Symbol(MatrixType<Venue?>.Column,
            Array.ConvertAll(cells, cell => (byte)cell.GetValueOrDefault()), s_texts, Cells.Validity(cells)),
        Row = (row, value) => row.Symbol(MatrixType<Venue?>.Column, value is { } venue ? s_texts[(int)venue] : null),
        View = (column, cells) => Views.Symbols(column.AsSymbol(), cells, text => (Venue?)Array.IndexOf(s_texts, text)),
    };
}

[QuestTable("it_matrix_symbol_enum")]
public readonly partial record struct EnumSymbolRow(
    int Run, int Id, [Symbol] Venue Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_symbol_enum")]
public readonly partial record struct NullableEnumSymbolRow(
    int Run, int Id, [Symbol] Venue? Value, [QuestColumn("timestamp")][Designated] DateTime Time);

/// <summary>An enum that is stored by name.</summary>
public enum Venue
{
    Paris,
    London,
    [SymbolName("new york")]
    NewYork,
}
