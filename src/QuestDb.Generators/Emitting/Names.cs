using Microsoft.CodeAnalysis.CSharp;
using QuestDb.Generators.Models;

namespace QuestDb.Generators.Emitting;

/// <summary>Names and literals in generated source.</summary>
internal static class Names
{
    public const string Mapping = "global::QuestDb.Mapping.";

    /// <summary>The nested class that holds what the interface members share.</summary>
    public const string Holder = "__QuestDb";

    public static readonly string GeneratedCode =
        "[global::System.CodeDom.Compiler.GeneratedCode(\"QuestDb.Generators\", "
        + $"\"{typeof(Names).Assembly.GetName().Version.ToString(3)}\")]";

    /// <summary>
    /// Called once a batch. Inlined into their callers, the loops are compiled with the profile of cold code
    /// and take twice the time.
    /// </summary>
    public const string NoInlining =
        "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]";

    public static string RowInterface(RecordModel model) => $"{Mapping}IQuestRow<{model.RowType}>";

    public static string TableInterface(RecordModel model) => $"{Mapping}IQuestTable<{model.RowType}>";

    public static string EnumNames(int enumIndex) => $"{Holder}.Names{enumIndex}";

    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    public static string Literal(bool value) => value ? "true" : "false";
}
