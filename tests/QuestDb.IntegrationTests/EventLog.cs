namespace QuestDb.IntegrationTests;

/// <summary>Keeps the events of a client.</summary>
internal sealed class EventLog
{
    private readonly List<ClientEvent> _events = [];

    public IReadOnlyList<ClientEvent> All
    {
        get { lock (_events) return [.. _events]; }
    }

    public void Add(ClientEvent e)
    {
        lock (_events) _events.Add(e);
    }

    public int Count(ClientEventKind kind) => All.Count(e => e.Kind == kind);
}
