namespace QuestDb.Soak.Schema;

/// <summary>A numbered row of a table that another client drops and changes. A row that comes twice is counted, not hidden.</summary>
[QuestTable(Table)]
public readonly partial record struct SchemaRow(
    long Number, [property: Symbol] string Source, string Note, [property: Designated] DateTime Timestamp)
{
    public const string Table = "schema_rows";

    private static readonly DateTime s_start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    public static SchemaRow Of(long number) => new(number, $"source-{number % 10}", $"row {number}", s_start.AddMilliseconds(number));
}

/// <summary>The number alone, which every shape of the table has.</summary>
[QuestRow]
public readonly partial record struct SchemaNumber(long Number);
