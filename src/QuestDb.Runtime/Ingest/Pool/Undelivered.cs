namespace QuestDb.Ingest.Pool;

/// <summary>What a sender that was closed leaves behind.</summary>
/// <param name="Slot">The slot that keeps its frames, or null for memory.</param>
/// <param name="Rows">Rows in frames without an ack, without those of <paramref name="OlderFrames"/>.</param>
/// <param name="Frames">Frames without an ack.</param>
/// <param name="OlderFrames">Those of them that an earlier client left.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="FirstFsn">The first of them.</param>
/// <param name="Unqueued">Rows that were taken and are in no frame.</param>
/// <param name="Reason">What stood in the way, or null for time.</param>
internal sealed record Undelivered(string? Slot, long Rows, long Frames, long OlderFrames, long Bytes, long FirstFsn, int Unqueued, QuestDbException? Reason)
{
    public bool IsSomething => Frames > 0 || Unqueued > 0 || Reason is not null;

    /// <summary>One error for what several senders leave behind, or null.</summary>
    public static QuestDbException? Report(IReadOnlyList<Undelivered> left)
    {
        if (left.Count == 0) return null;
        QuestDbException[] reasons = [.. left.Select(static one => one.Reason).OfType<QuestDbException>()];
        return new QuestDbException(ErrorCode.CloseTimeout,
            $"The client closed with {left.Sum(static one => one.Rows + one.Unqueued)} rows unacknowledged. {string.Join(" ", left)}",
            reasons.Length > 1 ? new AggregateException(reasons) : reasons.FirstOrDefault());
    }

    public override string ToString()
    {
        var parts = new List<string>(3);
        string older = OlderFrames == 0 ? "" : $", {OlderFrames} of them from an earlier client";
        string where = Slot is null ? "In memory, and lost" : $"In slot {Slot}, for the next client with this sf_dir to deliver";
        if (Frames > 0) parts.Add($"{where}: {Rows} rows in {Frames} frames ({Bytes:N0} bytes), FSN {FirstFsn} to {FirstFsn + Frames - 1}{older}.");
        if (Unqueued > 0) parts.Add($"Not queued, and lost: {Unqueued} rows.");
        if (Reason is not null) parts.Add(Reason.Message);
        return string.Join(" ", parts);
    }
}
