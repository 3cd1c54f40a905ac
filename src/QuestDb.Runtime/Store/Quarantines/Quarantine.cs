namespace QuestDb.Store.Quarantines;

/// <summary>
/// Frames of one slot, or of a client without slots, that the server rejects for good, set aside so that delivery goes on without them.
/// Only the user removes them. Each frame is self-sufficient: its symbol dictionary begins at id 0, so that it does not depend on the
/// frames before it.
/// </summary>
/// <remarks>Safe from any thread.</remarks>
internal abstract class Quarantine
{
    /// <summary>Number of frames.</summary>
    public abstract int Count { get; }

    /// <summary>
    /// Stores a frame; when the call returns, it is as durable as the slot. In a slot, adding the same frame again (after a crash
    /// before the slot released it) keeps one copy; a different frame with the same FSN (a drained slot counts from 0 again) is stored
    /// as a second one.
    /// </summary>
    /// <param name="fsn">The FSN of the frame.</param>
    /// <param name="frame">The frame, self-sufficient.</param>
    /// <param name="status">Status byte of the server's answer.</param>
    /// <param name="serverMessage">The server's message.</param>
    /// <param name="endpoint">The server as <c>host:port</c>.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.StoreFailed"/>, <see cref="ErrorCode.StoreFull"/>: the frame was not stored and must stay in the queue.
    /// </exception>
    public void Add(long fsn, ReadOnlySpan<byte> frame, byte status, string serverMessage, string endpoint) =>
        Add(fsn, frame, new QuarantineReason(status, serverMessage, endpoint, DateTime.UtcNow));

    /// <summary>The frames in the order of their FSNs.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.StoreFailed"/></exception>
    public abstract IReadOnlyList<QuarantineEntry> List();

    /// <summary>The bytes of a frame.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.StoreFailed"/>: the frame is no longer there; <see cref="ErrorCode.StoreCorrupt"/>.
    /// </exception>
    public abstract byte[] Read(QuarantineEntry frame);

    /// <summary>Removes a frame; does nothing when it is no longer there.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.StoreFailed"/></exception>
    public abstract void Remove(QuarantineEntry frame);

    protected abstract void Add(long fsn, ReadOnlySpan<byte> frame, QuarantineReason reason);

    /// <summary>The name of a frame; a further frame with the same FSN gets a number at its end.</summary>
    protected static string NameOf(long fsn, int copy) => copy == 0 ? $"sf-{fsn:x16}" : $"sf-{fsn:x16}-{copy}";

    protected static QuestDbException Gone(QuarantineEntry frame) =>
        new(ErrorCode.StoreFailed, $"Frame {frame.Name} is no longer in quarantine.");

    /// <summary>Orders frames by FSN, then by the order in which they were added.</summary>
    protected static int Compare(QuarantineEntry a, QuarantineEntry b)
    {
        int byFsn = a.Fsn.CompareTo(b.Fsn);
        if (byFsn != 0) return byFsn;
        int byLength = a.Name.Length.CompareTo(b.Name.Length);
        return byLength != 0 ? byLength : string.CompareOrdinal(a.Name, b.Name);
    }
}
