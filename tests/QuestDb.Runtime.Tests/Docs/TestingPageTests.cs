using System.Reflection;
using System.Text.RegularExpressions;
using QuestDb.Testing.Faults;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Docs;

/// <summary>docs/testing.md names tests that exist, and every fault.</summary>
public partial class TestingPageTests
{
    [Fact]
    public void Tests_that_the_page_names_exist()
    {
        string[] sources = [.. Directory.EnumerateFiles(
            Path.Combine(RepositoryFolder.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories).Select(File.ReadAllText)];
        string[] named = [.. DocsPage.Rows("testing.md", "What happened").Concat(DocsPage.Rows("testing.md", "What went wrong"))
            .SelectMany(static row => DocsPage.Names(row[1]))];
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(sources, source => source.Contains($" {name}(", StringComparison.Ordinal)));
    }

    [Fact]
    public void Page_lists_every_fault() => Assert.Equal(
        typeof(Fault).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(static method => method.ReturnType == typeof(Fault)).Select(static method => method.Name).Order(StringComparer.Ordinal),
        DocsPage.Rows("testing.md", "Where").SelectMany(static row => Name().Matches(row[1])).Select(static match => match.Groups[1].Value)
            .Order(StringComparer.Ordinal));

    [GeneratedRegex(@"`(\w+)`")]
    private static partial Regex Name();
}
