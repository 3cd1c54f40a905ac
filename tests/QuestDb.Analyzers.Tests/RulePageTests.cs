using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace QuestDb.Analyzers.Tests;

/// <summary>The example of each rule's page breaks that rule and no other, and what the page says to write instead breaks none.</summary>
public partial class RulePageTests
{
    private static readonly string s_root = typeof(RulePageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static a => a.Key == "RepositoryRoot").Value!;

    public static TheoryData<string> Ids() => new(CatalogueTests.Ids().Select(static row => (string)row[0]));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Example_breaks_the_rule_and_the_fix_none(string id)
    {
        string page = await File.ReadAllTextAsync(Path.Combine(s_root, "docs", "rules", $"{id}.md"));
        string[] code = [.. CodeBlock().Matches(page).Select(static match => Complete(match.Groups[1].Value))];
        Assert.Equal(2, code.Length);
        // Where the compiler refuses the code too, its error stands beside the rule's.
        Assert.Equal([id], (await RunAsync(code[0])).Select(static diagnostic => diagnostic.Id).Distinct()
            .Where(static found => !found.StartsWith("CS", StringComparison.Ordinal)));
        Assert.Empty(await RunAsync(code[1]));
    }

    private static Task<ImmutableArray<Diagnostic>> RunAsync(string source)
    {
        CSharpParseOptions options = TestCompilation.ParseOptions;
        // A page may say which language version its code is built with.
        if (LanguageVersionComment().Match(source) is { Success: true } comment)
        {
            Assert.True(LanguageVersionFacts.TryParse(comment.Groups[1].Value, out LanguageVersion version));
            options = options.WithLanguageVersion(version);
        }

        return AnalyzerRun.RunAsync(TestCompilation.Create(options, source));
    }

    /// <summary>Adds what the code of a page takes for granted.</summary>
    private static string Complete(string code)
    {
        if (code.Contains("db.", StringComparison.Ordinal))
        {
            code = $$"""
                [QuestRow] public partial record struct Trade(double Price);
                static class Use { static void Run(QuestDbClient db, string symbol, string table) { {{code}} } }
                """;
        }

        return code.Contains("enum Side", StringComparison.Ordinal) ? code : code + "\npublic enum Side { Buy, Sell }";
    }

    [GeneratedRegex("// <LangVersion>(.*?)</LangVersion>")]
    private static partial Regex LanguageVersionComment();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
