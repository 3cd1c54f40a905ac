namespace QuestDb.Ingest.Messages;

/// <summary>
/// The size limit of frames for all senders of a client: the smallest limit that a server has advertised so far, so that every endpoint
/// can accept every frame. Before the first connection it is the default that fits a server's usual receive buffer.
/// </summary>
internal sealed class FrameLimit
{
    private int _smallest;

    public int Bytes => Volatile.Read(ref _smallest) is var bytes and > 0 ? bytes : QwpConstants.DefaultMaxBatchBytes;

    /// <summary>Lowers the limit to what a server advertises if that is less, and returns the limit of that server.</summary>
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
