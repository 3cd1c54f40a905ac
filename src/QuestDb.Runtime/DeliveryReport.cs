using System.Runtime.ExceptionServices;
using QuestDb.Ingest.Pool;

namespace QuestDb;

/// <summary>
/// How far a client is from having delivered every row that it took: from <see cref="QuestDbClient.CheckDelivery"/> at that moment, from
/// <see cref="QuestDbClient.CloseAsync"/> what is left for good.
/// </summary>
/// <remarks>It does not change; any thread may read it.</remarks>
public sealed class DeliveryReport
{
    private readonly string _text;

    private DeliveryReport(long rows, long frames, int quarantinedFrames, Exception? error, string text)
    {
        Rows = rows;
        Frames = frames;
        QuarantinedFrames = quarantinedFrames;
        Error = error;
        _text = text;
    }

    /// <summary>
    /// Rows that no server has acknowledged. Those in frames that an earlier client left in a slot are not known and not counted.
    /// </summary>
    public long Rows { get; }

    /// <summary>Frames that no server has acknowledged.</summary>
    public long Frames { get; }

    /// <summary>
    /// Frames that the server rejected for good and that were set aside, also by earlier clients with the same slots; see
    /// <see cref="QuestDbClient.ListQuarantine"/>.
    /// </summary>
    public int QuarantinedFrames { get; }

    /// <summary>
    /// What needs somebody's attention, or null. While the client is open: why delivery of some rows has stopped. When it has closed:
    /// <see cref="ErrorCode.CloseTimeout"/> for rows that are left, with their number and place, or what the event listener threw, or
    /// an <see cref="AggregateException"/> of both.
    /// </summary>
    public Exception? Error { get; }

    /// <summary>Whether every row is delivered, none is set aside, and nothing went wrong.</summary>
    public bool IsClean => Frames == 0 && Rows == 0 && QuarantinedFrames == 0 && Error is null;

    /// <summary>Throws <see cref="Error"/>, if there is one.</summary>
    public void ThrowIfError()
    {
        if (Error is not null) ExceptionDispatchInfo.Throw(Error);
    }

    /// <summary>All of it in one line, for a log.</summary>
    public override string ToString() => _text;

    /// <summary>The state of a client that is open.</summary>
    /// <param name="left">What its senders have to deliver.</param>
    /// <param name="setAside">Frames in quarantine.</param>
    internal static DeliveryReport Open(IReadOnlyList<Undelivered> left, int setAside)
    {
        QuestDbException[] stopped = [.. left.Select(static one => one.Reason).OfType<QuestDbException>()];
        (long rows, long frames) = Count(left);
        var parts = new List<string>(3);
        if (stopped.Length > 0) parts.Add("Delivery has stopped: " + string.Join(" ", stopped.Select(static e => e.Message)));
        if (rows + frames > 0) parts.Add($"Waiting for their ack: {Number(rows, "row")} in {Number(frames, "frame")}.");
        if (setAside > 0) parts.Add(SetAside(setAside, ""));
        return new DeliveryReport(rows, frames, setAside,
            stopped.Length > 1 ? new AggregateException(stopped) : stopped.FirstOrDefault(),
            parts.Count > 0 ? string.Join(" ", parts) : "Every row is delivered.");
    }

    /// <summary>What a client has left when it has closed.</summary>
    /// <param name="left">What its senders have left.</param>
    /// <param name="setAside">Frames in quarantine.</param>
    /// <param name="store">The folder of the slots that keep those, or null: they were in memory.</param>
    /// <param name="unread">Why the quarantine could not be counted, or null.</param>
    internal static DeliveryReport Closed(IReadOnlyList<Undelivered> left, int setAside, string? store, QuestDbException? unread)
    {
        QuestDbException? error = Undelivered.Report(left);
        string kept = "";
        if (setAside > 0 && store is null)
        {
            error = Join(error, new QuestDbException(ErrorCode.CloseTimeout,
                $"The client closed with rows that the server rejected. {SetAside(setAside, " in memory, and lost")}"));
        }
        else if (setAside > 0)
        {
            kept = " " + SetAside(setAside, $" in {store}");
        }

        if (unread is not null) error = Join(error, unread);
        (long rows, long frames) = Count(left);
        return new DeliveryReport(rows, frames, setAside, error,
            (error?.Message ?? $"The client closed, with every {(setAside > 0 ? "other " : "")}row delivered.") + kept);
    }

    /// <summary>The same, for a client whose event listener threw or did not return.</summary>
    internal DeliveryReport With(Exception listenerError) => new(Rows, Frames, QuarantinedFrames,
        Error is null ? listenerError : new AggregateException(Error, listenerError), $"{_text} The listener: {listenerError.Message}");

    private static (long Rows, long Frames) Count(IReadOnlyList<Undelivered> left) =>
        (left.Sum(static one => one.Frames.Rows + one.Unqueued), left.Sum(static one => one.Frames.Count));

    private static QuestDbException Join(QuestDbException? first, QuestDbException second) => first is null
        ? second
        : new QuestDbException(first.Code, $"{first.Message} {second.Message}", new AggregateException(first, second));

    private static string SetAside(int frames, string where) =>
        $"Set aside{where}: {Number(frames, "frame")} that the server rejected for good (ReadQuarantine).";

    private static string Number(long count, string what) => count == 1 ? $"1 {what}" : $"{count:N0} {what}s";
}
