using System.Text;
using QuestDb.Configuration;
using QuestDb.Configuration.Values;

namespace QuestDb.Tests.Docs;

/// <summary>
/// The tables of docs/configuration.md are made from the keys that the parser knows. To rewrite them after a change, run this test
/// with <c>QUESTDB_WRITE_DOCS=1</c>.
/// </summary>
public class ConfigurationPageTests
{
    [Fact]
    public void Tables_of_the_page_are_the_keys_of_the_parser() =>
        DocsPage.CheckTables("configuration.md", Enum.GetValues<KeySection>()
            .Select(static section => (Name: Name(section), Table: section == KeySection.Hints ? Hints() : Table(section))));

    [Fact]
    public void Every_key_has_an_effect_a_default_and_a_range() =>
        Assert.DoesNotContain(ConnectStringKeys.All.Values, static key =>
            key.Effect.Length == 0 || (key.Section != KeySection.Hints && (key.Default.Length == 0 || key.Range.Length == 0)));

    private static string Table(KeySection section)
    {
        var table = new StringBuilder("| Key | Default | Range | Effect | Source |\n|---|---|---|---|---|\n");
        foreach (ConnectStringKey key in ConnectStringKeys.All.Values.Where(key => key.Section == section))
        {
            table.Append($"| `{key.Name}` | {key.Default} | {key.Range} | {key.Effect} | {Source(key.Source)} |\n");
        }

        return table.ToString();
    }

    private static string Hints()
    {
        var table = new StringBuilder("| Key | Reason |\n|---|---|\n");
        foreach (ConnectStringKey key in ConnectStringKeys.All.Values.Where(static key => key.Section == KeySection.Hints))
        {
            table.Append($"| `{key.Name}` | {key.Effect} |\n");
        }

        return table.ToString();
    }

    private static string Name(KeySection section) => section.ToString().ToLowerInvariant();

    private static string Source(KeySource source) => source == KeySource.Reference ? "reference" : "Rust client";
}
