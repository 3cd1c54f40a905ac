using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace QuestDb.Analyzers.Tests.Fuzz;

/// <summary>Breaks source as editing does: with tokens that are missing, doubled, swapped or foreign, and an end that is missing.</summary>
internal sealed class Mutations(Random random, string[] sources)
{
    /// <summary>What stands at odd places while code is being written, and what the mapping looks for.</summary>
    private static readonly string[] s_foreign =
    [
        "List<>", "Dictionary<,>", "Dictionary<int,>", "<", ">", "?", "[", "]", "(", ")", "{", "}", ";", ",", ".", "=", "=>",
        "::", "@", "*", "&", "ref", "out", "in", "params", "this", "static", "abstract", "partial", "file", "required", "const",
        "record", "struct", "class", "interface", "enum", "delegate", "namespace", "where", "new", "null", "default", "typeof(",
        "typeof(List<>)", "typeof(int*)", "nameof(", "int*", "int[,]", "int?", "(int, string)", "dynamic", "void", "var",
        "ReadOnlyMemory<>", "Nullable<>", "global::", "QuestDb.", "[Symbol]", "[Decimal]", "[Decimal(5)]", "[QuestColumn(null)]",
        "[Converter(null)]", "[Converter(typeof(List<>))]", "[QuestIgnore]", "[Designated]", "[QuestRow]", "[QuestTable]",
        "[QuestTable(\"x\", For = typeof(List<>))]", "[QuestRow(For = null)]", "[property:", "[Obsolete(]",
        "[Obsolete(\"\", true)]", "\"", "'", "/*", "//", "#if", "#endif", "$\"{", "\"\"\"", "0x", "1e", "\\u0041", "\0",
    ];

    private readonly SyntaxToken[][] _tokens =
        [
            .. sources.Select(static source =>
                CSharpSyntaxTree.ParseText(source, TestCompilation.ParseOptions).GetRoot().DescendantTokens().ToArray()),
        ];

    /// <summary>One to three mutations of a source, which is told by its position.</summary>
    public string Next(int source)
    {
        List<string> tokens = [.. _tokens[source].Select(static token => token.ToFullString())];
        int count = random.Next(1, 4);
        for (int i = 0; i < count && tokens.Count > 1; i++) Mutate(tokens);
        return string.Concat(tokens);
    }

    private void Mutate(List<string> tokens)
    {
        int at = random.Next(tokens.Count);
        int other = random.Next(tokens.Count);
        switch (random.Next(8))
        {
            case 0:
                tokens.RemoveAt(at);
                break;
            case 1:
                tokens.RemoveRange(at, Math.Min(random.Next(1, 8), tokens.Count - at));
                break;
            case 2:
                tokens.Insert(at, tokens[at]);
                break;
            case 3:
                (tokens[at], tokens[other]) = (tokens[other], tokens[at]);
                break;
            case 4:
                tokens.RemoveRange(at, tokens.Count - at);
                break;
            case 5:
                SyntaxToken[] others = _tokens[random.Next(_tokens.Length)];
                tokens[at] = others[random.Next(others.Length)].ToFullString();
                break;
            case 6:
                tokens.Insert(at, s_foreign[random.Next(s_foreign.Length)] + " ");
                break;
            default:
                tokens[at] = s_foreign[random.Next(s_foreign.Length)] + " ";
                break;
        }
    }
}
