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

        code.Open(signature);
        for (int i = 0; i < model.Columns.Count; i++) code.Line($"var column{i} = batch.{Open(model.Columns[i], i)};");
        code.Open("for (int i = 0; i < rows.Length; i++)");
        EmitRow(code, model);
        code.Close();
        code.Close();
    }

    private static void EmitRow(CodeWriter code, RecordModel model)
    {
        var arguments = new List<string>();
        var assignments = new List<string>();
        for (int i = 0; i < model.Columns.Count; i++)
        {
            ColumnModel column = model.Columns[i];
            string value = $"value{i}";
            code.Line($"var {value} = {Read(column, i)};");
            if (column.Parameter is not null) arguments.Add($"{column.Parameter}: {value}");
            if (column.InInitializer) assignments.Add($"{column.Member} = {value}");
        }

        string construction = $"rows[i] = new {model.Hierarchy.Type}({string.Join(", ", arguments)})";
        code.Line(assignments.Count == 0 ? $"{construction};" : $"{construction} {{ {string.Join(", ", assignments)} }};");
    }

    private static string Open(ColumnModel column, int ordinal) => column.Entry.Family switch
    {
        ColumnFamily.Boolean => $"Boolean({ordinal})",
        ColumnFamily.Varchar or ColumnFamily.Symbol => $"Text({ordinal})",
        ColumnFamily.EnumSymbol => $"EnumSymbol({ordinal}, {Names.EnumNames(column.EnumIndex)})",
        _ => $"Fixed<{column.Entry.WireType}>({ordinal})",
    };

    private static string Read(ColumnModel column, int ordinal)
    {
        string reader = $"column{ordinal}";
        if (column.Nullable) return $"{reader}.TryRead(out var wire{ordinal}) ? {FromWire(column, $"wire{ordinal}")} : default({column.MemberType}?)";
        return FromWire(column, column.Entry.NullValue is { } nullValue ? $"{reader}.ReadOr({nullValue})" : $"{reader}.Read()");
    }

    private static string FromWire(ColumnModel column, string value) =>
        column.Entry.Family == ColumnFamily.EnumSymbol ? $"{Names.Holder}.FromIndex{column.EnumIndex}({value})"
        : column.Entry.Codec is { } codec ? $"global::QuestDb.Columns.{codec}.FromWire({value})"
        : value;
}
