namespace QuestDb.Store.Quarantines;

/// <summary>
/// Frames of one slot, or of a client without slots, that the server rejects for good, set aside so that delivery goes
/// on without them. They are never dropped unasked. Each is self-sufficient: its symbol dictionary begins at id 0, so
/// it means the same without the frames before it.
/// </summary>
/// <remarks>Safe from any thread.</remarks>
internal abstract class Quarantine
{
    /// <summary>Number of frames.</summary>
    public abstract int Count { get; }

    /// <summary>
    /// Sets a frame aside; when the call returns it is as durable as the slot is. In a slot the same frame once more (a crash came
    /// before the slot forgot it) stays one frame; another of its FSN (a slot that was drained counts from 0 again) is a second.
    /// </summary>
    /// <param name="fsn">Its FSN.</param>
    /// <param name="frame">The frame, self-sufficient.</param>
    /// <param name="status">Status byte of the server's answer.</param>
    /// <param name="serverMessage">The server's message.</param>
    /// <param name="endpoint">The server as <c>host:port</c>.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.StoreFailed"/>, <see cref="ErrorCode.StoreFull"/>: the frame is not set aside
    /// and must stay where it is.
    /// </exception>
    public void Add(long fsn, ReadOnlySpan<byte> frame, byte status, string serverMessage, string endpoint) =>
        Add(fsn, frame, new QuarantineReason(status, serverMessage, endpoint, DateTime.UtcNow));

    /// <summary>The frames in the order of their FSNs.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.StoreFailed"/></exception>
    public abstract IReadOnlyList<QuarantineEntry> List();

    /// <summary>The bytes of a frame.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.StoreFailed"/>: it is gone; <see cref="ErrorCode.StoreCorrupt"/>.
    /// </exception>
    public abstract byte[] Read(QuarantineEntry frame);

    /// <summary>Forgets a frame; nothing happens when it is gone already.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.StoreFailed"/></exception>
    public abstract void Remove(QuarantineEntry frame);

    protected abstract void Add(long fsn, ReadOnlySpan<byte> frame, QuarantineReason reason);

    /// <summary>The name of a frame; a further frame of the same FSN has a number behind it.</summary>
    protected static string NameOf(long fsn, int copy) => copy == 0 ? $"sf-{fsn:x16}" : $"sf-{fsn:x16}-{copy}";

    protected static QuestDbException Gone(QuarantineEntry frame) =>
        new(ErrorCode.StoreFailed, $"Frame {frame.Name} is no longer in quarantine.");

    /// <summary>Orders frames by FSN, then by when they came.</summary>
    protected static int Compare(QuarantineEntry a, QuarantineEntry b)
    {
        int byFsn = a.Fsn.CompareTo(b.Fsn);
        if (byFsn != 0) return byFsn;
        int byLength = a.Name.Length.CompareTo(b.Name.Length);
        return byLength != 0 ? byLength : string.CompareOrdinal(a.Name, b.Name);
    }
}
