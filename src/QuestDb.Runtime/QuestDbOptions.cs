namespace QuestDb;

/// <summary>Settings that no connect string can hold.</summary>
public sealed record QuestDbOptions
{
    /// <summary>
    /// Receives what happens to delivery: connections, losses, replays, rejections, progress. Called on one thread at a time, in
    /// order, and never by the threads that deliver; when it is slow, the oldest waiting events are dropped and
    /// <see cref="QuestDbClient.DroppedEvents"/> counts them. An exception from it ends nothing: later events still come to it,
    /// and disposing the client throws the first one.
    /// </summary>
    public Action<ClientEvent>? EventListener { get; init; }

    /// <summary>
    /// What a write does with a value that QuestDB stores as NULL (INT, LONG, DATE and timestamp minimum, IPv4 0.0.0.0, the UUID
    /// and LONG256 of such halves): an error by default, before anything is queued. NaN is QuestDB's null and always passes.
    /// </summary>
    public LossyValueAction OnLossyValue { get; init; } = LossyValueAction.Refuse;

    /// <summary>
    /// Keeps the call stack of every borrow of a reader or sender and of every query, so that
    /// <see cref="ClientEventKind.BorrowForgotten"/> can say where one began that was never disposed. It costs some microseconds a borrow.
    /// </summary>
    public bool TrackBorrows { get; init; }

    /// <summary>The clock of the housekeeper.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;
}
