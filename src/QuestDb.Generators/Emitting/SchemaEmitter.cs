using QuestDb.Generators.Models;

namespace QuestDb.Generators.Emitting;

/// <summary>Emits the schema: one immutable instance a type.</summary>
internal static class SchemaEmitter
{
    public static void EmitProperties(CodeWriter code, RecordModel model)
    {
        string value = model.IsValid ? $"{Names.Holder}.Schema" : RecordEmitter.Throw(model);
        code.Line(Names.GeneratedCode);
        code.Line($"static {Names.Mapping}RowSchema {Names.RowInterface(model)}.RowSchema => {value};");
        if (!model.IsTable) return;
        code.Line();
        code.Line(Names.GeneratedCode);
        code.Line($"static {Names.Mapping}TableSchema {Names.TableInterface(model)}.TableSchema => {value};");
    }

    public static void EmitField(CodeWriter code, RecordModel model)
    {
        string type = Names.Mapping + (model.Table is null ? "RowSchema" : "TableSchema");
        string table = model.Table is null ? "" : $" {Names.Literal(model.Table.Name)},";
        code.Line(
            $"internal static readonly {type} Schema = new {type}({Names.Literal(model.Name)},{table} new {Names.Mapping}ColumnSchema[]");
        code.Open();
        foreach (ColumnModel column in model.Columns) code.Line(Column(column) + ",");
        code.Close(")");
        code.Open();
        code.Line($"Strict = {Names.Literal(model.Strict)},");
        if (model.Table is not null) EmitTable(code, model.Table);
        code.Close(";");
    }

    private static string Column(ColumnModel column)
    {
        var properties = new List<string>();
        if (column.Nullable) properties.Add("Nullable = true");
        if (column.Designated) properties.Add("Designated = true");
        if (column.Precision > 0) properties.Add($"Precision = {column.Precision}, Scale = {column.Scale}");
        if (column.GeoHashBits > 0) properties.Add($"GeoHashBits = {column.GeoHashBits}");
        if (column.Dimensions > 0) properties.Add($"Dimensions = {column.Dimensions}");
        string initializer = properties.Count == 0 ? "" : $" {{ {string.Join(", ", properties)} }}";
        return $"new {Names.Mapping}ColumnSchema({Names.Literal(column.Name)}, "
            + $"global::QuestDb.ColumnType.{column.Entry.ColumnType}, {Names.Literal(column.Description)}){initializer}";
    }

    private static void EmitTable(CodeWriter code, TableModel table)
    {
        code.Line($"PartitionBy = global::QuestDb.PartitionBy.{table.PartitionBy},");
        code.Line($"Wal = {Names.Literal(table.Wal)},");
        if (table.Ttl is not null) code.Line($"Ttl = {Names.Literal(table.Ttl)},");
        if (table.HoldsMemory) code.Line("HoldsMemory = true,");
        if (table.DedupKeys.Count > 0)
        {
            code.Line($"DedupKeys = new string[] {{ {string.Join(", ", table.DedupKeys.Select(static key => Names.Literal(key)))} }},");
        }
    }
}
