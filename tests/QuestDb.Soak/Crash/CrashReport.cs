namespace QuestDb.Soak.Crash;

/// <summary>What a crash run counted.</summary>
public sealed record CrashReport
{
    public int Kills { get; init; }

    public int Restarts { get; init; }

    /// <summary>Rows whose receipt said that they are queued.</summary>
    public long Queued { get; init; }

    /// <summary>Rows in the table.</summary>
    public long Stored { get; init; }

    /// <summary>Rows that were queued and are not in the table.</summary>
    public long Lost { get; init; }

    /// <summary>Rows that are in the table more than once.</summary>
    public long Doubled { get; init; }

    /// <summary>Rows with other values than were written.</summary>
    public long Damaged { get; init; }

    /// <summary>Frames that were sent again after a reconnect.</summary>
    public long Replayed { get; init; }

    public long Rejections { get; init; }

    public long Faults { get; init; }

    public bool IsGood => Queued > 0 && Lost == 0 && Doubled == 0 && Damaged == 0;

    public override string ToString() =>
        $"{Kills} kills, {Restarts} server restarts, {Faults} faults, {Rejections} rejections, {Replayed:N0} frames sent again: " +
        $"{Queued:N0} rows queued, {Stored:N0} stored, {Lost} lost, {Doubled} doubled, {Damaged} damaged.";
}
