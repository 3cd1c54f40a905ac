using System.Text.RegularExpressions;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Docs;

/// <summary>What a page points at is there: files, headings, and the sources that docs/protocol.md names.</summary>
public partial class LinkTests
{
    private static readonly string[] s_folders =
        ["", "docs", "docs/rules", "samples", "benchmarks", "nuget/QuestDb", "nuget/QuestDb.Testing", "nuget/QuestDb.Tool"];

    public static TheoryData<string> Pages() =>
        [.. s_folders.SelectMany(static folder => Directory.GetFiles(Path.Combine(RepositoryFolder.Root, folder), "*.md"))
            .Select(static file => Path.GetRelativePath(RepositoryFolder.Root, file))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_of_a_page_lead_somewhere(string page)
    {
        string file = Path.Combine(RepositoryFolder.Root, page);
        foreach (string link in Link().Matches(File.ReadAllText(file)).Select(static match => match.Groups[1].Value))
        {
            if (link.Contains("://", StringComparison.Ordinal)) continue;
            string[] parts = link.Split('#');
            string target = parts[0].Length == 0 ? file : Path.Combine(Path.GetDirectoryName(file)!, parts[0]);
            Assert.True(Path.Exists(target), $"{page} links to {link}, which is not there.");
            if (parts.Length > 1)
                Assert.True(Anchors(target).Contains(parts[1]), $"{page} links to {link}, and there is no such heading.");
        }
    }

    [Fact]
    public void Sources_that_the_protocol_s_page_names_exist()
    {
        string[] named = [.. DocsPage.Rows("protocol.md", "Feature").SelectMany(static row => Source().Matches(row[2]))
            .Select(static match => match.Groups[1].Value)];
        Assert.NotEmpty(named);
        string runtime = Path.Combine(RepositoryFolder.Root, "src", "QuestDb.Runtime");
        Assert.All(named, name => Assert.True(File.Exists(Path.Combine(runtime, name)), $"{name} is not there."));
    }

    /// <summary>The headings of a page as links spell them.</summary>
    private static HashSet<string> Anchors(string file) =>
        [.. Heading().Matches(File.ReadAllText(file))
            .Select(static match => Mark().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'))];

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Mark();

    [GeneratedRegex(@"`([\w/]+(?:\.\w+)*\.cs)`")]
    private static partial Regex Source();
}
