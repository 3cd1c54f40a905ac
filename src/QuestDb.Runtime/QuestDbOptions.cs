using System.Collections.Immutable;

namespace QuestDb;

/// <summary>Settings that no connect string can hold.</summary>
public sealed record QuestDbOptions
{
    /// <summary>
    /// Receives what happens to delivery: connections, losses, replays, rejections, progress. Called on one thread at a time, in
    /// order, and never by the threads that deliver; when it is slow, the oldest waiting events are dropped and
    /// <see cref="QuestDbClient.DroppedEvents"/> counts them. An exception from it ends nothing: later events still come to it,
    /// and <see cref="QuestDbClient.CloseAsync"/> reports the first one. Without a listener, what is left when the client is disposed
    /// goes to standard error; the event source <c>QuestDb</c> tells every error either way.
    /// </summary>
    public Action<ClientEvent>? EventListener { get; init; }

    /// <summary>
    /// Sets the frames aside that the server rejects for good, one by one, and goes on with all others, in place of stopping at the
    /// first: <c>on_server_error=quarantine</c> in the connect string. The listener is told
    /// (<see cref="ClientEventKind.Quarantined"/>), <see cref="QuestDbClient.CheckDelivery"/> counts the frames, and
    /// <see cref="QuestDbClient.ReadQuarantine{T}()"/> reads their rows. False leaves it to the connect string. With another
    /// <c>on_server_error</c> there the client is not made (<see cref="ErrorCode.InvalidConfiguration"/>).
    /// </summary>
    public bool Quarantine { get; init; }

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

    /// <summary>
    /// The names of designated timestamp columns by table, for tables that this client does not create with <c>CreateTableAsync</c>:
    /// <c>["trades"] = "ts"</c>. It is only needed to write a column <c>timestamp</c> to such a table.
    /// </summary>
    /// <remarks>
    /// The designated timestamp goes to the server without a name, and a server that creates the table names it <c>timestamp</c>;
    /// so a column of this name is refused unless the client knows that the table has another designated timestamp. It does not
    /// ask the server before a write: tell the truth here, and create the table before rows are written to it. Names are
    /// compared as the server does, without case.
    /// </remarks>
    public IReadOnlyDictionary<string, string> DesignatedColumns { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The clock of the housekeeper.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;
}
