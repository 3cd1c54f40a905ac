using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuestDb.Analyzers.Tests;

/// <summary>
/// The C# of the documentation compiles and breaks no rule. Each block is a program of its own, its types behind its statements. An
/// ellipsis stands for what was left out, and <see cref="TakenForGranted"/> declares what pages do not.
/// </summary>
public partial class DocsCodeTests
{
    private const string TakenForGranted = """
        global using Microsoft.Extensions.Logging;
        global using QuestDb.Testing;
        global using QuestDb.Testing.Faults;
        global using static Page;

        public static class Page
        {
            public static readonly QuestDbClient db = null!;
            public static readonly QuestDbTestServer server = null!;
            public static readonly ILogger log = null!;
            public static readonly string symbol = "";
            public static readonly Trade[] trades = [];
            public static readonly Order[] orders = [];
            public static readonly byte[] codes = [];
            public static readonly string[] names = [];
            public static readonly double[] values = [];
            public static readonly byte[] validity = [];
            public static readonly long[] times = [];
            public static readonly decimal? ask = null;
            public static readonly DateTime time = default;

            public static Trade Repair(Trade row) => row;
        }

        [QuestTable("trades")]
        public readonly partial record struct Trade([Symbol] string Symbol, double Price, [Designated] DateTime Timestamp);

        public sealed record Order(string Ticker, decimal Price, DateTime Time)
        {
            public object? Tag { get; init; }
        }

        public readonly record struct Price(decimal Amount);
        """;

    private static readonly string s_root = typeof(DocsCodeTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static a => a.Key == "RepositoryRoot").Value!;

    /// <summary>The page and the number of each block, save those of the front pages, which are one program each.</summary>
    public static TheoryData<string, int> Blocks()
    {
        var blocks = new TheoryData<string, int>();
        string[] pages = Directory.GetFiles(Path.Combine(s_root, "docs"), "*.md");
        foreach (string page in pages.Order(StringComparer.Ordinal).Append(Path.Combine(s_root, "nuget", "QuestDb.Testing", "README.md")))
        {
            string path = Path.GetRelativePath(s_root, page);
            for (int i = 0; i < CodeOf(path).Length; i++) blocks.Add(path, i);
        }

        return blocks;
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task Code_of_a_page_compiles_and_breaks_no_rule(string page, int number)
    {
        CompilationUnitSyntax code = SyntaxFactory.ParseCompilationUnit(
            CodeOf(page)[number].Replace("…", "", StringComparison.Ordinal), options: TestCompilation.ParseOptions);
        bool runs = code.Members.Any(SyntaxKind.GlobalStatement);
        code = code.WithMembers([.. code.Members.OrderBy(static member => member is not GlobalStatementSyntax)]);

        CSharpCompilation program = TestCompilation.Create(code.ToFullString(), TakenForGranted);
        program = program.WithOptions(
            program.Options.WithOutputKind(runs ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary));
        Assert.Empty(await AnalyzerRun.RunAsync(program));
    }

    private static string[] CodeOf(string page) =>
        [.. CodeBlock().Matches(File.ReadAllText(Path.Combine(s_root, page))).Select(static block => block.Groups[1].Value)];

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
