namespace QuestDb.TestSupport;

/// <summary>A page in docs/ with tables that a test makes: each stands between a comment with its name and a comment "end".</summary>
public static class GeneratedPage
{
    private const string WriteVariable = "QUESTDB_WRITE_DOCS";

    /// <summary>
    /// The page as it should be with these tables, and as it is. With <c>QUESTDB_WRITE_DOCS=1</c> it is written, so that the two are equal.
    /// </summary>
    public static (string Expected, string Actual) WithTables(string page, IEnumerable<(string Name, string Table)> tables)
    {
        string path = Path.Combine(RepositoryFolder.Root, "docs", page);
        string text = File.ReadAllText(path);
        string expected = tables.Aggregate(text, static (text, table) => Replace(text, table.Name, table.Table));
        if (Environment.GetEnvironmentVariable(WriteVariable) != "1") return (expected, text);
        File.WriteAllText(path, expected);
        return (expected, expected);
    }

    private static string Replace(string text, string name, string table)
    {
        string begin = $"<!-- {name} -->\n";
        int start = text.IndexOf(begin, StringComparison.Ordinal);
        if (start < 0) throw new InvalidOperationException($"The page has no mark \"{name}\".");
        start += begin.Length;
        int end = text.IndexOf("<!-- end -->", start, StringComparison.Ordinal);
        return text[..start] + table + text[end..];
    }
}
