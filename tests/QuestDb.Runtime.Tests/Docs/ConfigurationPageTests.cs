using QuestDb.Configuration;

namespace QuestDb.Tests.Docs;

/// <summary>docs/configuration.md has every key of the connect string once, and refused ones with their reason.</summary>
public class ConfigurationPageTests
{
    private static readonly List<(string Key, string[] Row)> s_rows =
        [.. DocsPage.Rows("configuration.md", "Key").SelectMany(static row => DocsPage.Names(row[0]).Select(key => (key, row)))];

    [Fact]
    public void Page_lists_every_key_once() =>
        Assert.Equal(ConnectStringKeys.All.Keys.Order(StringComparer.Ordinal), s_rows.Select(static row => row.Key).Order(StringComparer.Ordinal));

    [Fact]
    public void Page_says_why_a_key_is_refused()
    {
        foreach ((string key, string[] row) in s_rows)
        {
            string? reason = ConnectStringKeys.All[key].Unavailable;
            // The page may set names of keys in code marks; the message can't.
            string shown = row[1].Replace("`", "", StringComparison.Ordinal);
            Assert.True(reason is null ? !shown.StartsWith("refused", StringComparison.Ordinal) : shown == "refused: " + reason, $"{key}: the page says \"{row[1]}\", the client \"{reason ?? "accepted"}\".");
        }
    }
}
