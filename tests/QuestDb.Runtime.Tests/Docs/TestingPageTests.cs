using QuestDb.TestSupport;

namespace QuestDb.Tests.Docs;

/// <summary>docs/testing.md names tests that exist.</summary>
public class TestingPageTests
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
}
