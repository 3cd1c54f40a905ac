using QuestDb.Schemas;
using QuestDb.Shared.TypeMap;

namespace QuestDb.Tests.Docs;

/// <summary>The table of types of the front page names what the type map has: it groups, so that it is not made from it.</summary>
public class FrontPageTests
{
    [Fact]
    public void Every_type_that_can_be_stored_is_in_the_table()
    {
        List<string[]> rows = DocsPage.Rows("../README.md", "C# type");
        Assert.All(TypeMapTable.Entries.Where(static entry => entry.ReadOnly is null), entry =>
        {
            // "DECIMAL" stands for its three widths, and "[Symbol] on any of these" for the texts of the row above.
            string column = ColumnTypeNames.Of(entry.ColumnType);
            if (column.StartsWith("DECIMAL", StringComparison.Ordinal)) column = "DECIMAL";
            Assert.True(rows.Exists(row => row[1].Split(", ").Contains(column) && HasType(row[0], entry)),
                $"{entry.Keyword} with [{entry.Attribute}] as {column} is in no row.");
        });
    }

    private static bool HasType(string cell, TypeMapEntry entry) =>
        (entry.Attribute is null || cell.Contains($"[{entry.Attribute}", StringComparison.Ordinal))
        && (entry.Attribute == "Symbol" || cell.Contains(entry.Keyword, StringComparison.Ordinal));
}
