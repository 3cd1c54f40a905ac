using QuestDb.Generators.Models;

namespace QuestDb.Generators.Emitting;

/// <summary>Emits the texts of an enum and the way from its values to positions among them and back.</summary>
internal static class EnumEmitter
{
    public static void Emit(CodeWriter code, EnumModel model, int index)
    {
        string names = string.Join(", ", model.Members.Select(static member => Names.Literal(member.Text)));
        code.Line(
            $"internal static readonly {Names.Mapping}SymbolNames Names{index} = new "
            + $"{Names.Mapping}SymbolNames({Names.Literal(model.Name)}, {names});");
        code.Line();
        code.Line(
            $"private static readonly {model.Type}[] Values{index} = new {model.Type}[] {{ "
            + $"{string.Join(", ", model.Members.Select(static member => member.Expression))} }};");
        code.Line();
        code.Line($"internal static {model.Type} FromIndex{index}(int index) => Values{index}[index];");
        code.Line();
        if (model.IsDense)
        {
            // The values are 0, 1, 2 and so on, so each is its own index. The runtime refuses an index outside the list.
            code.Line($"internal static int IndexOf{index}({model.Type} value) => unchecked((int)value);");
            return;
        }

        code.Open($"internal static int IndexOf{index}({model.Type} value) => value switch");
        for (int i = 0; i < model.Members.Count; i++)
        {
            if (!model.Members[i].IsAlias) code.Line($"{model.Members[i].Expression} => {i},");
        }

        code.Line("_ => -1,");
        code.Close(";");
    }
}
