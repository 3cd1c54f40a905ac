namespace QuestDb.Ingest.Messages;

/// <summary>
/// How large frames may get, for all senders of a client: as much as the strictest server takes that was met so far, so that each
/// endpoint can take every frame. Before the first connection it is the default that fits a server's usual receive buffer.
/// </summary>
internal sealed class FrameLimit
{
    private int _smallest;

    public int Bytes => Volatile.Read(ref _smallest) is var bytes and > 0 ? bytes : QwpConstants.DefaultMaxBatchBytes;

    /// <summary>Lowers the limit to what a server advertises, if that is less, and returns the limit that holds for that server.</summary>
    public int Lower(int? advertised)
    {
        int limit = Math.Min(advertised ?? QwpConstants.DefaultMaxBatchBytes, QwpConstants.MaxFrameBytes);
        int known = Volatile.Read(ref _smallest);
        while ((known == 0 || limit < known) && Interlocked.CompareExchange(ref _smallest, limit, known) is var seen && seen != known)
        {
            known = seen;
        }

        return limit;
    }
}
