namespace QuestDb.Soak.Schema;

/// <summary>Where the rows of a run are at its end.</summary>
public sealed record SchemaReport
{
    /// <summary>What the other client did, and how often.</summary>
    public required IReadOnlyDictionary<string, int> Changes { get; init; }

    /// <summary>Rows that were written.</summary>
    public long Written { get; init; }

    /// <summary>Rows in the table, or in one that it was renamed to.</summary>
    public long Stored { get; init; }

    /// <summary>Rows that were seen in a table before it was dropped or truncated.</summary>
    public long Gone { get; init; }

    /// <summary>Rows that were under way while a table was dropped or truncated, and may have gone with it.</summary>
    public long InDoubt { get; init; }

    /// <summary>Rows that an error of their receipt names; they are in quarantine.</summary>
    public long Named { get; init; }

    /// <summary>Rows that were acknowledged, and are nowhere.</summary>
    public long Lost { get; init; }

    /// <summary>Rows of <see cref="Stored"/> that are there more than once.</summary>
    public long Doubled { get; init; }

    /// <summary>Frames that were sent again because their ack did not show that they were stored.</summary>
    public long SentAgain { get; init; }

    public bool IsGood => Written > 0 && Lost == 0 && Written == Stored + Gone + InDoubt + Named;

    public override string ToString() =>
        $"{Changes.Values.Sum()} changes "
        + $"({string.Join(", ", Changes.OrderBy(static c => c.Key).Select(static c => $"{c.Value} {c.Key}"))}): "
        + $"{Written:N0} rows written, {Stored:N0} stored ({Doubled:N0} of them twice), {Gone:N0} gone with a table that was dropped or "
        + $"truncated, {InDoubt:N0} under way meanwhile, {Named:N0} named by an error, {Lost:N0} lost; {SentAgain:N0} frames sent again.";
}
