using QuestDb.Shared.Mapping;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuestDb.Analyzers.Rules;

namespace QuestDb.Analyzers.Tests;

/// <summary>Every id has an analyzer, a page, a row in the release table and a test file of its rule's name.</summary>
public class CatalogueTests
{
    private static readonly string s_root = typeof(CatalogueTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static a => a.Key == "RepositoryRoot").Value!;

    public static TheoryData<string, string> Ids()
    {
        var data = new TheoryData<string, string>();
        foreach (FieldInfo row in typeof(MappingRule).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            data.Add(((DiagnosticDescriptor)row.GetValue(null)!).Id, row.Name);
        }

        foreach (DiagnosticAnalyzer analyzer in AnalyzerRun.Analyzers.Where(static analyzer => analyzer is not MappingAnalyzer))
        {
            data.Add(Assert.Single(analyzer.SupportedDiagnostics).Id, analyzer.GetType().Name.Replace("Analyzer", ""));
        }

        return data;
    }

    [Fact]
    public void Every_row_of_the_mapping_is_supported() => Assert.Equal(
        Ids().Select(static row => (string)row[0]).Order(),
        AnalyzerRun.Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics)
            .Select(static descriptor => descriptor.Id).Order());

    [Fact]
    public void Ids_are_unique() => Assert.Distinct(Ids().Select(static row => (string)row[0]));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Id_is_reported_by_one_analyzer(string id, string rule)
    {
        DiagnosticDescriptor descriptor =
            Assert.Single(AnalyzerRun.Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics), d => d.Id == id);
        Assert.Equal($"https://github.com/questdb-dotnet/questdb-dotnet/blob/main/docs/rules/{id}.md", descriptor.HelpLinkUri);
        Assert.True(descriptor.IsEnabledByDefault, rule);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Id_has_a_page(string id, string rule)
    {
        string page = File.ReadAllText(Path.Combine(s_root, "docs", "rules", $"{id}.md"));
        Assert.StartsWith($"# {id}: ", page);
        Assert.All(["## Cause", "## Example", "## Fix"], heading => Assert.Contains($"\n{heading}\n", page));
        Assert.NotEmpty(rule);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Id_has_a_row_in_the_release_table(string id, string rule)
    {
        string tables = string.Concat(new[] { "Shipped", "Unshipped" }.Select(
            static kind => File.ReadAllText(Path.Combine(s_root, "src", "QuestDb.Analyzers", $"AnalyzerReleases.{kind}.md"))));
        DiagnosticDescriptor descriptor = AnalyzerRun.Analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics)
            .Single(d => d.Id == id);
        Assert.Contains($"\n{id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}\n", tables);
        Assert.NotEmpty(rule);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Id_has_a_test_file(string id, string rule)
    {
        string rules = Path.Combine(s_root, "tests", "QuestDb.Analyzers.Tests", "Rules");
        string path = Assert.Single(Directory.EnumerateFiles(rules, $"{rule}Tests.cs", SearchOption.AllDirectories));
        Assert.Contains(id, File.ReadAllText(path));
    }

    [Fact]
    public void Every_page_is_of_an_id()
    {
        IEnumerable<string> pages = Directory.EnumerateFiles(Path.Combine(s_root, "docs", "rules"), "QDB*.md")
            .Select(static path => Path.GetFileNameWithoutExtension(path));
        Assert.Empty(pages.Except(Ids().Select(static row => (string)row[0])));
    }
}
