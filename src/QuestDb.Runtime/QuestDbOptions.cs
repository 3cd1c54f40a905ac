using System.Collections.Immutable;

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
