namespace QuestDb.IntegrationTests.FaultMatrix;

/// <summary>A numbered row whose replay leaves no trace, with a text by which a fault can find the frame that it is in.</summary>
[QuestTable("fault_rows", DedupKeys = ["number"])]
public readonly partial record struct Numbered(long Number, [Symbol] string Source, string Note, [Designated] DateTime Timestamp)
{
    private static readonly DateTime s_start = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Rows [first, first + count); the first bears a mark when it is asked for.</summary>
    public static Numbered[] Make(int first, int count, string? mark = null)
    {
        var rows = new Numbered[count];
        // Symbols go on coming, so that every frame leans on the dictionary of the ones before.
        for (int i = 0; i < count; i++)
        {
            rows[i] = new Numbered(first + i, $"source-{(first + i) / 7}", "", s_start.AddMilliseconds(first + i));
        }

        if (mark is not null) rows[0] = rows[0] with { Note = mark };
        return rows;
    }
}

/// <summary>The numbers alone, read back.</summary>
[QuestRow]
public readonly partial record struct NumberOnly(long Number);
