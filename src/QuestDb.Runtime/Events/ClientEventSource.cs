using System.Diagnostics.Tracing;

namespace QuestDb.Events;

/// <summary>
/// Tells every error of every client in the process to whoever listens to the event source <c>QuestDb</c>, such as <c>dotnet-trace</c>.
/// </summary>
[EventSource(Name = "QuestDb")]
internal sealed class ClientEventSource : EventSource
{
    private ClientEventSource()
    {
    }

    public static ClientEventSource Log { get; } = new();

    [NonEvent]
    public void Tell(ClientEvent e)
    {
        if (IsEnabled()) Error(e.Kind.ToString(), e.ToString());
    }

    /// <param name="kind">The name of a <see cref="ClientEventKind"/>.</param>
    /// <param name="text">The event in one line.</param>
    [Event(1, Level = EventLevel.Error, Message = "{1}")]
    private void Error(string kind, string text) => WriteEvent(1, kind, text);
}
