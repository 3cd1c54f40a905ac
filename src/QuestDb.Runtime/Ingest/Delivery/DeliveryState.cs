using QuestDb.Configuration;
using QuestDb.Configuration.Values;
using QuestDb.Ingest.Messages;
using QuestDb.Store;
using QuestDb.Store.Segments;
using QuestDb.Wire;

namespace QuestDb.Ingest.Delivery;

/// <summary>The state that successive connections of one sender's delivery share.</summary>
/// <param name="context">What the deliveries of the client share.</param>
/// <param name="queue">The frames.</param>
/// <param name="dictionary">The dictionary that the frames' symbol ids refer to.</param>
/// <param name="events">Receives what happens.</param>
internal sealed class DeliveryState(DeliveryContext context, FrameQueue queue, SymbolDictionary dictionary, DeliveryEvents events)
{
    public DeliveryContext Context { get; } = context;

    public ClientSettings Settings => Context.Settings;

    public FrameQueue Queue { get; } = queue;

    public SymbolDictionary Dictionary { get; } = dictionary;

    public DeliveryEvents Events { get; } = events;

    /// <summary>The sequencer transactions that this sender's acks name.</summary>
    public TableTransactionLog Tables { get; } = new(context.Tables);

    /// <summary>Tables that were dropped, whose frames may hold columns that fit them no more.</summary>
    public RemadeTables Remade { get; } = new(context.Designated);

    /// <summary>Frames that are passed over.</summary>
    public DeliverySkips Skips { get; } = new();

    /// <summary>Frames that were acknowledged and not stored.</summary>
    public DeliveryUnstored Unstored { get; } = new();

    /// <summary>Stops delivery for good: waiting callers get the error, and the frames stay.</summary>
    public void Stop(QuestDbException error, Endpoint endpoint)
    {
        Queue.Fail(error);
        Events.Post(ClientEventKind.Stopped, endpoint, Queue.AckedFsn + 1, Queue.PublishedFsn, error);
    }

    /// <summary>
    /// The bytes of a frame that are to be delivered: all of it, or the rows that a server has acknowledged and not stored.
    /// </summary>
    /// <param name="fsn">The frame.</param>
    /// <param name="frame">Where it is.</param>
    /// <param name="entries">Dictionary entries that the connection knows, if there is one.</param>
    /// <param name="buffer">Takes a frame that is read from disk; it grows as needed.</param>
    /// <param name="part">
    /// The tables of which there are rows, if it is not all of the frame: then it needs all its dictionary entries.
    /// </param>
    public ReadOnlyMemory<byte> Read(long fsn, in QueuedFrame frame, int entries, ref byte[] buffer, out FrameTables? part)
    {
        ReadOnlyMemory<byte> bytes = Queue.Read(frame, ref buffer);
        if (!Unstored.TryGet(fsn, out part)) return bytes;
        bool hasOwn = frame.DictionaryEnd == QueuedFrame.OwnDictionary;
        return PartialFrame.Of(bytes.Span, hasOwn ? QueuedFrame.OwnDictionary : Math.Max(entries, frame.DictionaryEnd), part);
    }

    /// <summary>Releases the frames up to a number, and those passed over that follow them.</summary>
    public void Release(long fsn)
    {
        fsn = Skips.Extend(fsn);
        long before = Queue.AckedFsn;
        Queue.Ack(fsn);
        long after = Queue.AckedFsn;
        if (after == before) return;
        Skips.Released(after);
        Events.Acked(before + 1, after, drained: after == Queue.PublishedFsn);
    }
}
