namespace QuestDb.Source.Tests;

/// <summary>A row of the table of floors in docs/architecture.md: one folder of the runtime.</summary>
/// <param name="Level">The floor, from 1 at the bottom.</param>
/// <param name="Folder">The folder below src/QuestDb.Runtime; empty for the root.</param>
/// <param name="Beside">Folders of its own floor that it may use.</param>
internal sealed record Floor(int Level, string Folder, IReadOnlyList<string> Beside)
{
    private const string Begin = "<!-- floors -->";
    private const string End = "<!-- end -->";

    /// <summary>The rows of the table.</summary>
    public static IReadOnlyDictionary<string, Floor> ReadAll()
    {
        string page = File.ReadAllText(Path.Combine(RepositoryFolder.Root, "docs", "architecture.md"));
        int begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        string table = page[begin..page.IndexOf(End, begin, StringComparison.Ordinal)];
        var floors = new Dictionary<string, Floor>();
        foreach (string line in table.Split('\n').Where(static line => line.StartsWith('|')).Skip(2))
        {
            string[] cells = [.. line.Trim('|').Split('|').Select(static cell => cell.Trim().Replace("`", ""))];
            string folder = cells[1] == "(root)" ? "" : cells[1];
            string[] beside = cells[2].Split(", ", StringSplitOptions.RemoveEmptyEntries);
            floors.Add(folder, new Floor(int.Parse(cells[0]), folder, beside));
        }

        return floors;
    }

    /// <summary>Whether code on this floor may use code of another folder.</summary>
    public bool MayUse(Floor other) => other.Level < Level || Beside.Contains(other.Folder);
}
