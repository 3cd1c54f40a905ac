using QuestDb.Generators.Models;
using QuestDb.Shared.TypeMap;

namespace QuestDb.Generators.Emitting;

/// <summary>Emits the writing of rows, one loop a column, straight into the frame.</summary>
internal static class ChunkEncoderEmitter
{
    public static void Emit(CodeWriter code, RecordModel model)
    {
        string signature =
            $"static void {Names.TableInterface(model)}.WriteRows({Names.Mapping}ChunkEncoder encoder, "
            + $"global::System.ReadOnlySpan<{model.RowType}> rows)";
        code.Line(Names.GeneratedCode);
        if (!model.IsValid)
        {
            code.Line($"{signature} => {RecordEmitter.Throw(model)};");
            return;
        }

        code.Line(Names.NoInlining);
        code.Open(signature);
        if (model.IsReferenceType)
        {
            code.Line($"{Names.Mapping}ChunkEncoder.CheckRows<{model.RowType}>(rows);");
            code.Line();
        }

        for (int i = 0; i < model.Columns.Count; i++)
        {
            if (i > 0) code.Line();
            EmitColumn(code, model.Columns[i], i);
        }

        code.Close();
    }

    private static void EmitColumn(CodeWriter code, ColumnModel column, int ordinal)
    {
        if (!column.Nullable && SpanOf(column, ordinal) is { } span)
        {
            EmitSpan(code, column, ordinal, span.Begin, span.End);
            return;
        }

        string writer = $"column{ordinal}";
        code.Line($"var {writer} = encoder.{Open(column, ordinal)};");
        code.Open("for (int i = 0; i < rows.Length; i++)");
        if (column.Nullable)
        {
            code.Line($"if (rows[i].{column.Member} is {{ }} value) {writer}.Add({ValueExpressions.ToWire(column, "value")});");
            code.Line($"else {writer}.AddNull();");
        }
        else
        {
            code.Line($"{writer}.Add({ValueExpressions.ToWire(column, $"rows[i].{column.Member}")});");
        }

        code.Close();
        if (column.Entry.Family != ColumnFamily.Array) code.Line($"{writer}.End();");
    }

    /// <summary>How a column without nulls is given as a span with one value a row, or null where it is not.</summary>
    private static (string Begin, string? End)? SpanOf(ColumnModel column, int ordinal) => column.Entry.Family switch
    {
        ColumnFamily.Fixed or ColumnFamily.Decimal => ($"encoder.Fixed<{column.Entry.WireType}>({ordinal})", null),
        ColumnFamily.Timestamp => ($"encoder.Timestamps({ordinal})", "encoder.EndTimestamps();"),
        ColumnFamily.Symbol => ($"encoder.Symbols({ordinal}, out var symbols{ordinal})", "encoder.EndSymbols();"),
        ColumnFamily.EnumSymbol => ($"encoder.EnumSymbols({ordinal})", $"encoder.EndEnumSymbols({Names.EnumNames(column.EnumIndex)});"),
        _ => null,
    };

    private static void EmitSpan(CodeWriter code, ColumnModel column, int ordinal, string begin, string? end)
    {
        string values = $"column{ordinal}";
        code.Line($"var {values} = {begin};");
        // One length for both spans, so that the loop needs no bounds checks.
        code.Line($"var rows{ordinal} = rows.Slice(0, {values}.Length);");
        string value = ValueExpressions.ToWire(column, $"rows{ordinal}[i].{column.Member}");
        if (column.Entry.Family == ColumnFamily.Symbol) value = $"symbols{ordinal}.IdOf({value})";
        code.Open($"for (int i = 0; i < {values}.Length; i++)");
        code.Line($"{values}[i] = {value};");
        code.Close();
        if (end is not null) code.Line(end);
    }

    private static string Open(ColumnModel column, int ordinal) => column.Entry.Family switch
    {
        ColumnFamily.Boolean => $"Boolean({ordinal})",
        ColumnFamily.Varchar => $"Varchar({ordinal})",
        ColumnFamily.Symbol => $"Symbol({ordinal})",
        ColumnFamily.EnumSymbol => $"EnumSymbol({ordinal}, {Names.EnumNames(column.EnumIndex)})",
        ColumnFamily.Binary => $"Binary({ordinal})",
        ColumnFamily.GeoHash => $"GeoHash({ordinal})",
        ColumnFamily.Array => $"DoubleArray({ordinal})",
        _ => $"NullableFixed<{column.Entry.WireType}>({ordinal})",
    };
}
