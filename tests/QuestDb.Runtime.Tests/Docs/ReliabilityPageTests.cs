using System.Text.RegularExpressions;

namespace QuestDb.Tests.Docs;

/// <summary>docs/reliability.md has every kind of event once; its fault matrix is written by the run of the faults.</summary>
public partial class ReliabilityPageTests
{
    [Fact]
    public void Page_lists_every_kind_of_event() => Assert.Equal(
        Enum.GetNames<ClientEventKind>().Order(StringComparer.Ordinal),
        DocsPage.Rows("reliability.md", "Event").SelectMany(static row => Name().Matches(row[0]))
            .Select(static match => match.Groups[1].Value).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"`(\w+)`")]
    private static partial Regex Name();
}
