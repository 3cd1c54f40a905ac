namespace QuestDb.Events;

/// <summary>Tells of rows that are given up where no caller gets an error, because disposing must not throw.</summary>
internal static class LastWord
{
    /// <summary>Tells the listener or, without one, standard error: rows are not to end without a word.</summary>
    public static void Tell(IEventSink events, ClientEvent e)
    {
        events.Post(e);
        if (!events.IsListening) Print(e.ToString());
    }

    /// <summary>Writes a line to standard error.</summary>
    public static void Print(string text) => Console.Error.WriteLine("QuestDb: " + text);
}
