using System.Text;
using System.Text.Json;

namespace QuestDb.TestSupport;

/// <summary>Reads the column descriptors and cells of the vectors.</summary>
internal static class JsonCells
{
    public static CellTable ReadTable(string name, JsonElement columns, JsonElement rows)
    {
        CellColumn[] described = [.. columns.EnumerateArray().Select(ReadColumn)];
        var table = new CellTable(name, described);
        foreach (JsonElement row in rows.EnumerateArray())
            table.Rows.Add([.. row.EnumerateArray().Select((cell, i) => ReadCell(described[i].Type, cell))]);
        return table;
    }

    public static CellColumn ReadColumn(JsonElement column) => new(
        column.GetProperty("name").GetString()!,
        WireTypeNames.Parse(column.GetProperty("type").GetString()!),
        Int(column, "precision_bits"),
        Int(column, "scale"));

    public static Cell ReadCell(ColumnType type, JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.Null => Cell.Null,
        JsonValueKind.True => Cell.True,
        JsonValueKind.False => Cell.False,
        JsonValueKind.Number => Cell.Of(cell.GetInt64()),
        JsonValueKind.String => new Cell(cell.GetString()),
        JsonValueKind.Object when cell.TryGetProperty("repeat", out JsonElement part) =>
            new Cell(new StringBuilder().Insert(0, part.GetString()!, cell.GetProperty("times").GetInt32()).ToString()),
        _ when type is ColumnType.DoubleArray or ColumnType.LongArray => new Cell(ArrayText(cell)),
        _ => throw new FormatException($"A {WireTypeNames.NameOf(type)} cell can't be {cell.ValueKind}."),
    };

    private static string ArrayText(JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.Array => $"[{string.Join(',', cell.EnumerateArray().Select(ArrayText))}]",
        JsonValueKind.Object => $"{{shape:[{string.Join(',', cell.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32()))}]}}",
        JsonValueKind.Null => "null",
        _ => cell.GetString()!,
    };

    private static int Int(JsonElement element, string property) =>
        element.TryGetProperty(property, out JsonElement value) ? value.GetInt32() : 0;
}
