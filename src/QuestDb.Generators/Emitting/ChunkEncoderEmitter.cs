using QuestDb.Generators.Models;
using QuestDb.TypeMap;

namespace QuestDb.Generators.Emitting;

/// <summary>Emits the writing of rows, one loop a column, straight into the frame.</summary>
internal static class ChunkEncoderEmitter
{
    public static void Emit(CodeWriter code, RecordModel model)
    {
        string signature = $"static void {Names.TableInterface(model)}.WriteRows({Names.Mapping}ChunkEncoder encoder, global::System.ReadOnlySpan<{model.Hierarchy.Type}> rows)";
        code.Line(Names.GeneratedCode);
        if (!model.IsValid)
        {
            code.Line($"{signature} => {RecordEmitter.Throw(model)};");
            return;
        }

        code.Open(signature);
        for (int i = 0; i < model.Columns.Count; i++)
        {
            if (i > 0) code.Line();
            EmitColumn(code, model.Columns[i], i);
        }

        code.Close();
    }

    private static void EmitColumn(CodeWriter code, ColumnModel column, int ordinal)
    {
        bool timestamp = column.Entry.Family == ColumnFamily.Timestamp;
        if (!column.Nullable && (timestamp || column.Entry.Family == ColumnFamily.Fixed))
        {
            EmitSpan(code, column, ordinal, timestamp);
            return;
        }

        string writer = $"column{ordinal}";
        code.Line($"var {writer} = encoder.{Open(column, ordinal)};");
        code.Open("for (int i = 0; i < rows.Length; i++)");
        if (column.Nullable)
        {
            code.Line($"if (rows[i].{column.Member} is {{ }} value) {writer}.Add({ToWire(column, "value")});");
            code.Line($"else {writer}.AddNull();");
        }
        else
        {
            code.Line($"{writer}.Add({ToWire(column, $"rows[i].{column.Member}")});");
        }

        code.Close();
        code.Line($"{writer}.End();");
    }

    private static void EmitSpan(CodeWriter code, ColumnModel column, int ordinal, bool timestamp)
    {
        string values = $"column{ordinal}";
        code.Line($"var {values} = encoder.{(timestamp ? "Timestamps" : $"Fixed<{column.Entry.WireType}>")}({ordinal});");
        // One length for both spans, so that the loop needs no bounds checks.
        code.Line($"var rows{ordinal} = rows.Slice(0, {values}.Length);");
        code.Open($"for (int i = 0; i < {values}.Length; i++)");
        code.Line($"{values}[i] = {ToWire(column, $"rows{ordinal}[i].{column.Member}")};");
        code.Close();
        if (timestamp) code.Line("encoder.EndTimestamps();");
    }

    private static string Open(ColumnModel column, int ordinal) => column.Entry.Family switch
    {
        ColumnFamily.Boolean => $"Boolean({ordinal})",
        ColumnFamily.Varchar => $"Varchar({ordinal})",
        ColumnFamily.Symbol => $"Symbol({ordinal})",
        ColumnFamily.EnumSymbol => $"EnumSymbol({ordinal}, {Names.EnumNames(column.EnumIndex)})",
        _ => $"NullableFixed<{column.Entry.WireType}>({ordinal})",
    };

    private static string ToWire(ColumnModel column, string value) =>
        column.Entry.Family == ColumnFamily.EnumSymbol ? $"{Names.Holder}.IndexOf{column.EnumIndex}({value})"
        : column.Entry.Codec is { } codec ? $"global::QuestDb.Columns.{codec}.ToWire({value})"
        : value;
}
