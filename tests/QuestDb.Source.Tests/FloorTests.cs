namespace QuestDb.Source.Tests;

/// <summary>The floors of the runtime, as docs/architecture.md tells them: nothing uses what stands above it.</summary>
public sealed class FloorTests
{
    private static readonly IReadOnlyDictionary<string, Floor> s_floors = Floor.ReadAll();
    private static readonly Lazy<RuntimeSource> s_source = new(static () => new RuntimeSource());

    [Fact]
    public void Every_folder_has_a_row_in_the_table_and_every_row_a_folder() =>
        Assert.Equal(s_source.Value.Folders, s_floors.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_name_is_resolved() => Assert.Empty(s_source.Value.UnknownNames);

    [Fact]
    public void No_folder_uses_one_above_it_or_beside_it() => Assert.Empty(Wrong(s_source.Value));

    [Fact]
    public void No_folder_uses_itself_through_others()
    {
        Dictionary<string, string[]> uses = s_source.Value.Uses().GroupBy(static use => use.From)
            .ToDictionary(static group => group.Key, static group => group.Select(static use => use.To).Distinct().ToArray());
        var left = new HashSet<string>(s_floors.Keys);
        // Folders that use nothing that is left are taken away, until none is: what cannot be taken is a circle.
        while (left.FirstOrDefault(folder => !uses.GetValueOrDefault(folder, []).Any(left.Contains)) is { } free) left.Remove(free);
        Assert.Empty(left);
    }

    [Theory]
    [InlineData("Wire", "using QuestDb.Ingest.Delivery;\n\nnamespace QuestDb.Wire;\n\ninternal static class Planted;")]
    [InlineData("Wire",
        "namespace QuestDb.Wire;\n\ninternal sealed class Planted(QuestDbClient client) { public QuestDbClient Client => client; }")]
    [InlineData("Store/Files",
        "namespace QuestDb.Store.Files;\n\ninternal sealed class Planted(Slots.Slot slot) { public object Slot => slot; }")]
    public void One_wrong_use_is_found(string folder, string source)
    {
        string wrong = Assert.Single(Wrong(new RuntimeSource(source, folder)));
        Assert.StartsWith($"{folder}/Planted.cs uses", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reason_stands_beside_every_use_on_the_same_floor()
    {
        ILookup<string, string> uses = s_source.Value.Uses().ToLookup(static use => use.From, static use => use.To);
        Assert.Empty(s_floors.Values.SelectMany(floor => floor.Beside.Where(beside => !uses[floor.Folder].Contains(beside))
            .Select(beside => $"{floor.Folder} may use {beside} and does not")));
    }

    private static IEnumerable<string> Wrong(RuntimeSource source) => source.Uses()
        .Where(static use =>
            s_floors.TryGetValue(use.From, out Floor? from) && s_floors.TryGetValue(use.To, out Floor? to) && !from.MayUse(to))
        .Select(static use => $"{use.From}/{use.File} uses {use.Name} of {use.To}");
}
