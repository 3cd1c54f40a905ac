namespace QuestDb.Events;

/// <summary>Ignores all events.</summary>
internal sealed class NoEvents : IEventSink
{
    private NoEvents()
    {
    }

    public static NoEvents Instance { get; } = new();

    public void Post(ClientEvent e)
    {
    }
}
