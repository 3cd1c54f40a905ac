using QuestDb.Generators.Models;

namespace QuestDb.Generators.Emitting;

/// <summary>Emits the reading of a result batch: one reader a column, then row after row through the constructor.</summary>
internal static class BatchReaderEmitter
{
    public static void Emit(CodeWriter code, RecordModel model)
    {
        string signature =
            $"static void {Names.RowInterface(model)}.ReadRows({Names.Mapping}RowBatch batch, global::System.Span<{model.RowType}> rows)";
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
        EmitFindInvalidValue(code, model);
    }

    /// <summary>Each value stands where it is used: a local in between would cost a third of the speed of wide rows.</summary>
    private static void EmitRow(CodeWriter code, RecordModel model)
    {
        string[] values = [.. model.Columns.Select(static (column, i) => Read(column, i))];
        for (int i = 0; i < values.Length; i++)
        {
            if (!model.Columns[i].InInitializer || !model.Arguments.Any(argument => argument.Column == i)) continue;
            // The parameter and the initializer both need the value, and a reader gives each row only once.
            code.Line($"var value{i} = {values[i]};");
            values[i] = $"value{i}";
        }

        // By position and all of them: with names, or without the optional ones, two constructors could fit.
        string[] arguments = [.. model.Arguments.Select(argument => argument.Value ?? values[argument.Column])];
        string[] assignments = [.. model.Columns.Select((column, i) => column.InInitializer ? $"{column.Member} = {values[i]}" : "")
            .Where(static assignment => assignment.Length > 0)];
        string end = assignments.Length == 0 ? ";" : "";
        code.Line($"rows[i] = new {model.RowType}({(arguments.Length == 0 ? ")" + end : "")}");
        for (int i = 0; i < arguments.Length; i++) code.Continue(arguments[i] + (i < arguments.Length - 1 ? "," : ")" + end));
        if (assignments.Length == 0) return;
        code.Open();
        foreach (string assignment in assignments) code.Line(assignment + ",");
        code.Close(";");
    }

    private static string Open(ColumnModel column, int ordinal) =>
        column.Entry.Reader is not null || column.ReadsNull ? OpenReader(column, ordinal)
        // One length for all spans, so that the loop needs no bounds checks.
        : column.Entry.NullValue is { } nullValue ? $"ValuesOr<{column.Entry.WireType}>({ordinal}, {nullValue}).Slice(0, rows.Length)"
        : $"Values<{column.Entry.WireType}>({ordinal}).Slice(0, rows.Length)";

    private static string OpenReader(ColumnModel column, int ordinal) =>
        column.EnumIndex >= 0 ? $"EnumSymbol({ordinal}, {Names.EnumNames(column.EnumIndex)})"
        : column.Entry.Reader is { } reader ? $"{reader}({ordinal})"
        : $"Fixed<{column.Entry.WireType}>({ordinal})";

    private static string Read(ColumnModel column, int ordinal)
    {
        string reader = $"column{ordinal}";
        if (column.ReadsNull)
        {
            return $"{reader}.TryRead(out var wire{ordinal}) ? {ValueExpressions.FromWire(column, $"wire{ordinal}")} : "
                + $"default({column.MemberType}?)";
        }

        return ValueExpressions.FromWire(column, column.Entry.Reader is null ? $"{reader}[i]" : $"{reader}.Read()");
    }

    /// <summary>Off the hot path: which row of a column can't be converted.</summary>
    private static void EmitFindInvalidValue(CodeWriter code, RecordModel model)
    {
        if (!model.IsValid || !model.Columns.Any(static column => column.CanFailToRead)) return;
        code.Line();
        code.Line(Names.GeneratedCode);
        code.Open($"static void {Names.RowInterface(model)}.FindInvalidValue({Names.Mapping}RowBatch batch, int ordinal, ref int row)");
        code.Open("switch (ordinal)");
        for (int i = 0; i < model.Columns.Count; i++)
        {
            if (!model.Columns[i].CanFailToRead) continue;
            code.Line($"case {i}:");
            code.Open();
            code.Line($"var column = batch.{OpenReader(model.Columns[i], i)};");
            code.Open("for (; row < batch.RowCount; row++)");
            code.Line($"if (column.TryRead(out var wire)) _ = {ValueExpressions.FromWire(model.Columns[i], "wire")};");
            code.Close();
            code.Line("break;");
            code.Close();
        }

        code.Close();
        code.Close();
    }
}
