namespace QuestDb.Events;

/// <summary>Receives the events of delivery without ever blocking.</summary>
internal interface IEventSink
{
    /// <summary>Whether somebody listens to progress; otherwise it is not recorded at all.</summary>
    bool IsListening => false;

    void Post(ClientEvent e);

    /// <summary>Takes a report that may still grow until it reaches the listener; only called when <see cref="IsListening"/>.</summary>
    void Post(ProgressReport report)
    {
    }
}
