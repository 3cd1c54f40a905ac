using System.Collections.Concurrent;
using System.Diagnostics.Tracing;

namespace QuestDb.Tests.Events;

/// <summary>
/// Hears the event source of the client at one level. All tests of the process write there, so that each looks for its own.
/// </summary>
internal sealed class TraceListener : EventListener
{
    private readonly ConcurrentQueue<EventWrittenEventArgs> _events = new();

    public TraceListener(EventLevel level, IDictionary<string, string?>? arguments = null)
    {
        EventSource source = EventSource.GetSources().Single(static source => source.Name == "QuestDb.Client");
        EnableEvents(source, level, EventKeywords.None, arguments);
    }

    public IReadOnlyList<EventWrittenEventArgs> All => [.. _events];

    /// <summary>The events with a text in their field.</summary>
    public IEnumerable<EventWrittenEventArgs> With(string field, string text) =>
        All.Where(e => e.PayloadNames!.Contains(field) && Equals(Field(e, field), text));

    public static object? Field(EventWrittenEventArgs e, string name) => e.Payload![e.PayloadNames!.IndexOf(name)];

    // Other sources are enabled by other listeners of the process.
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventSource.Name == "QuestDb.Client") _events.Enqueue(eventData);
    }
}
