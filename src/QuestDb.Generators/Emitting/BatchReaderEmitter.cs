using QuestDb.Generators.Models;
using QuestDb.TypeMap;

namespace QuestDb.Generators.Emitting;

/// <summary>Emits the reading of a result batch: one reader a column, then row after row through the constructor.</summary>
internal static class BatchReaderEmitter
{
    public static void Emit(CodeWriter code, RecordModel model)
    {
        string signature = $"static void {Names.RowInterface(model)}.ReadRows({Names.Mapping}RowBatch batch, global::System.Span<{model.Hierarchy.Type}> rows)";
        code.Line(Names.GeneratedCode);
        if (!model.IsValid)
        {
            code.Line($"{signature} => {RecordEmitter.Throw(model)};");
            return;
        }

        code.Line(Names.NoInlining);
        code.Open(signature);
        for (int i = 0; i < model.Columns.Count; i++) code.Line($"var column{i} = batch.{Open(model.Columns[i], i)};");
        code.Open("for (int i = 0; i < rows.Length; i++)");
        EmitRow(code, model);
        code.Close();
        code.Close();
    }

    /// <summary>Each value stands where it is used: a local in between would cost a third of the speed of wide rows.</summary>
    private static void EmitRow(CodeWriter code, RecordModel model)
    {
        var arguments = new List<string>();
        var assignments = new List<string>();
        for (int i = 0; i < model.Columns.Count; i++)
        {
            ColumnModel column = model.Columns[i];
            string value = Read(column, i);
            if (column.Parameter is not null && column.InInitializer)
            {
                // Both take it, and a reader gives each row once.
                code.Line($"var value{i} = {value};");
                value = $"value{i}";
            }

            if (column.Parameter is not null) arguments.Add($"{column.Parameter}: {value}");
            if (column.InInitializer) assignments.Add($"{column.Member} = {value}");
        }

        string end = assignments.Count == 0 ? ";" : "";
        code.Line($"rows[i] = new {model.Hierarchy.Type}({(arguments.Count == 0 ? ")" + end : "")}");
        for (int i = 0; i < arguments.Count; i++) code.Continue(arguments[i] + (i < arguments.Count - 1 ? "," : ")" + end));
        if (assignments.Count == 0) return;
        code.Open();
        foreach (string assignment in assignments) code.Line(assignment + ",");
        code.Close(";");
    }

    private static string Open(ColumnModel column, int ordinal) => column.Entry.Family switch
    {
        ColumnFamily.Boolean => $"Boolean({ordinal})",
        ColumnFamily.Varchar or ColumnFamily.Symbol => $"Text({ordinal})",
        ColumnFamily.EnumSymbol => $"EnumSymbol({ordinal}, {Names.EnumNames(column.EnumIndex)})",
        _ when column.ReadsNull => $"Fixed<{column.Entry.WireType}>({ordinal})",
        // One length for all spans, so that the loop needs no bounds checks.
        _ when column.Entry.NullValue is { } nullValue => $"ValuesOr<{column.Entry.WireType}>({ordinal}, {nullValue}).Slice(0, rows.Length)",
        _ => $"Values<{column.Entry.WireType}>({ordinal}).Slice(0, rows.Length)",
    };

    private static string Read(ColumnModel column, int ordinal)
    {
        string reader = $"column{ordinal}";
        if (column.ReadsNull) return $"{reader}.TryRead(out var wire{ordinal}) ? {FromWire(column, $"wire{ordinal}")} : default({column.MemberType}?)";
        return FromWire(column, column.Entry.Family is ColumnFamily.Fixed or ColumnFamily.Timestamp ? $"{reader}[i]" : $"{reader}.Read()");
    }

    private static string FromWire(ColumnModel column, string value) =>
        column.Entry.Family == ColumnFamily.EnumSymbol ? $"{Names.Holder}.FromIndex{column.EnumIndex}({value})"
        : column.Entry.Codec is { } codec ? $"global::QuestDb.Columns.{codec}.FromWire({value})"
        : value;
}
