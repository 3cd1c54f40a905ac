namespace QuestDb.Tool.Tests;

/// <summary>A row with some NULLs and a text that needs quoting.</summary>
[QuestTable("readings")]
public readonly partial record struct Reading([Symbol] string Device, double? Value, string? Note, int Count, [Designated] DateTime Time)
{
    private static readonly DateTime s_start = new(2026, 6, 1, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>Every second row has no value, and one in three a note.</summary>
    public static Reading[] Rows(int first, int count) =>
        [
            .. Enumerable.Range(first, count).Select(i => new Reading($"dev-{i % 3}", i % 2 == 0 ? i / 4.0 : null,
                i % 3 == 0 ? $"say \"{i}\",\nnow" : null, i, s_start.AddSeconds(i))),
        ];
}

/// <summary>Another table.</summary>
[QuestTable("alarms")]
public readonly partial record struct Alarm(string Text, [Designated] DateTime Time);
