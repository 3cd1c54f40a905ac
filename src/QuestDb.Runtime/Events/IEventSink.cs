namespace QuestDb.Events;

/// <summary>Takes what happens to delivery, without ever blocking.</summary>
internal interface IEventSink
{
    /// <summary>Whether progress is heard: else it is not even noted.</summary>
    bool IsListening => false;

    void Post(ClientEvent e);

    /// <summary>Takes a report that may still grow until it is told; only when progress is heard.</summary>
    void Post(ProgressReport report)
    {
    }
}
