using QuestDb.Errors;
using QuestDb.Store;

namespace QuestDb.Ingest.Pool;

/// <summary>What a closed sender could not deliver.</summary>
/// <param name="Slot">The slot that stores its frames, or null for memory.</param>
/// <param name="Frames">Frames without an ack.</param>
/// <param name="Unqueued">Rows that were accepted from the user and are in no frame.</param>
/// <param name="Reason">The error that prevented delivery, or null when time ran out.</param>
internal sealed record Undelivered(string? Slot, UnackedFrames Frames, int Unqueued, QuestDbException? Reason)
{
    public bool IsEmpty => Frames.Count == 0 && Unqueued == 0 && Reason is null;

    /// <summary>One error for what several senders could not deliver, or null.</summary>
    public static QuestDbException? Report(IReadOnlyList<Undelivered> left)
    {
        if (left.Count == 0) return null;
        QuestDbException[] reasons = [.. left.Select(static one => one.Reason).OfType<QuestDbException>()];
        return new QuestDbException(ErrorCode.CloseTimeout,
            $"The client closed with {left.Sum(static one => one.Frames.Rows + one.Unqueued)} rows "
            + $"unacknowledged. {string.Join(" ", left)}",
            reasons.Length > 1 ? new AggregateException(reasons) : reasons.FirstOrDefault());
    }

    public override string ToString()
    {
        var parts = new List<string>(3);
        string older = Frames.Older == 0 ? "" : $", {Frames.Older} of them from an earlier client";
        string where = Slot is null ? "In memory, and lost" : $"In slot {Slot}, for the next client with this sf_dir to deliver";
        if (Frames.Count > 0)
        {
            parts.Add(
                InvariantText.Of($"{where}: {Frames.Rows} rows in {Frames.Count} frames ({Frames.Bytes:N0} bytes), "
                + $"FSN {Frames.FirstFsn} to {Frames.LastFsn}{older}."));
        }

        if (Unqueued > 0) parts.Add($"Not queued, and lost: {Unqueued} rows.");
        if (Reason is not null) parts.Add(Reason.Message);
        return string.Join(" ", parts);
    }
}
