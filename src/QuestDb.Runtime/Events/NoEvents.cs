namespace QuestDb.Events;

/// <summary>Takes events that nobody wants to hear.</summary>
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
