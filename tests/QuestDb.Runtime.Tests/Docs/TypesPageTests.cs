using System.Text;
using QuestDb.Decoders;
using QuestDb.Schemas;
using QuestDb.Shared.TypeMap;

namespace QuestDb.Tests.Docs;

/// <summary>
/// The tables of docs/types.md are made from the type map and from what reads what. To rewrite them after a change, run this test
/// with <c>QUESTDB_WRITE_DOCS=1</c>.
/// </summary>
public class TypesPageTests
{
    [Fact]
    public void Tables_of_the_page_are_those_of_the_type_map() =>
        DocsPage.CheckTables("types.md", [("type map", Types()), ("what reads what", Reading())]);

    private static string Types()
    {
        var table = new StringBuilder("| C# type | Attribute | Column type | Nullable form | Designated |\n|---|---|---|---|---|\n");
        foreach (TypeMapEntry entry in TypeMapTable.Entries)
        {
            string designated = entry.ReadOnly is null ? YesNo(entry.CanBeDesignated) : "only read";
            table.Append($"| `{entry.Keyword}` | {Attribute(entry)} | {ColumnTypeNames.Of(entry.ColumnType)} ")
                .Append($"| {YesNo(entry.HasNull)} | {designated} |\n");
        }

        return table.ToString();
    }

    private static string Attribute(TypeMapEntry entry) => entry switch
    {
        { Attribute: null } => "",
        { MaxPrecision: > 0 } => $"`[Decimal(precision, scale)]` up to {entry.MaxPrecision} digits",
        { Attribute: "GeoHash" } => "`[GeoHash(bits)]`",
        _ => $"`[{entry.Attribute}]`",
    };

    private static string Reading()
    {
        var table = new StringBuilder("| Member | Reads also |\n|---|---|\n");
        ColumnType[] types = [.. Enum.GetValues<ColumnType>().Where(static type => type != ColumnType.None)];
        foreach (ColumnType member in types)
        {
            string[] others = [.. types.Where(column => column != member && Widening.Reads(member, column)).Select(ColumnTypeNames.Of)];
            if (others.Length > 0) table.Append($"| {ColumnTypeNames.Of(member)} | {string.Join(", ", others)} |\n");
        }

        return table.ToString();
    }

    private static string YesNo(bool value) => value ? "yes" : "no";
}
