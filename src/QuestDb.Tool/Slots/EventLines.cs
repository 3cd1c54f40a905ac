using QuestDb.Events;

namespace QuestDb.Tool.Slots;

/// <summary>Tells what happens to delivery, a line an event.</summary>
internal sealed class EventLines(TextWriter output) : IEventSink
{
    /// <summary>Guards the output: events come from several threads, a line each.</summary>
    private readonly Lock _gate = new();

    public void Post(ClientEvent e)
    {
        string frames = e.FirstFsn < 0 ? "" : e.FirstFsn == e.LastFsn ? $" FSN {e.FirstFsn}" : $" FSN {e.FirstFsn}..{e.LastFsn}";
        string endpoint = e.Endpoint.Length == 0 ? "" : " " + e.Endpoint;
        string text = e.Error?.Message ?? e.Message ?? "";
        lock (_gate) output.WriteLine($"{e.Kind}{endpoint}{frames}{(text.Length == 0 ? "" : ": " + text.ReplaceLineEndings(" "))}");
    }
}
