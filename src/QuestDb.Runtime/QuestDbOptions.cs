namespace QuestDb;

/// <summary>Settings that no connect string can hold.</summary>
public sealed record QuestDbOptions
{
    /// <summary>
    /// Receives what happens to delivery: connections, losses, replays, rejections. Called on one thread at a time, in order,
    /// and never by the threads that deliver; when it is slow, the oldest waiting events are dropped and
    /// <see cref="QuestDbClient.DroppedEvents"/> counts them. An exception from it is not caught: it ends the listener,
    /// and disposing the client throws it.
    /// </summary>
    public Action<ClientEvent>? EventListener { get; init; }
}
