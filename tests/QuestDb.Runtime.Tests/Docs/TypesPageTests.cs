using QuestDb.Internal;
using QuestDb.TypeMap;

namespace QuestDb.Tests.Docs;

/// <summary>The type table of docs/types.md is the type map.</summary>
public class TypesPageTests
{
    [Fact]
    public void Page_lists_the_type_map()
    {
        IEnumerable<string> map = TypeMapTable.Entries.Select(static entry => string.Join(" | ",
            $"`{entry.Keyword}`",
            entry.Attribute is null ? "" : $"`[{entry.Attribute}]`",
            ColumnTypeNames.Of(entry.ColumnType),
            YesNo(entry.HasNull),
            YesNo(entry.CanBeDesignated)));
        Assert.Equal(map, DocsPage.Rows("types.md", "C# type").Select(static row => string.Join(" | ", row)));
    }

    private static string YesNo(bool value) => value ? "yes" : "no";
}
