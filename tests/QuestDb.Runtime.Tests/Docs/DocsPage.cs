using QuestDb.TestSupport;

namespace QuestDb.Tests.Docs;

/// <summary>The tables of a page in docs/.</summary>
internal static class DocsPage
{
    /// <summary>The rows of every table whose header begins with a text, as trimmed cells.</summary>
    public static List<string[]> Rows(string page, string firstHeader)
    {
        var rows = new List<string[]>();
        bool inTable = false;
        foreach (string line in File.ReadLines(Path.Combine(RepositoryFolder.Root, "docs", page)))
        {
            if (!line.StartsWith('|'))
            {
                inTable = false;
                continue;
            }

            string[] cells = [.. line.Trim().Trim('|').Split('|').Select(static cell => cell.Trim())];
            if (inTable && !cells[0].StartsWith("--", StringComparison.Ordinal)) rows.Add(cells);
            else if (cells[0] == firstHeader) inTable = true;
        }

        return rows;
    }

    /// <summary>The names in code marks of a cell.</summary>
    public static IEnumerable<string> Names(string cell) => cell.Split(',').Select(static name => name.Trim().Trim('`'));

    /// <summary>Compares the tables that stand between marks of a page with what they should be, or writes them.</summary>
    public static void CheckTables(string page, IEnumerable<(string Name, string Table)> tables)
    {
        (string expected, string actual) = GeneratedPage.WithTables(page, tables);
        Assert.Equal(expected, actual);
    }
}
