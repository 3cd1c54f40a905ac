using QuestDb.Configuration.Values;
using QuestDb.Ingest.Messages;
using QuestDb.Store.Segments;
using QuestDb.Wire;

namespace QuestDb.Ingest.Delivery;

/// <summary>
/// What the acks of one connection release. An OK releases the frames that it covers, unless the connection has durable acks: then it
/// only notes the sequencer transactions of the frames, and a frame is released once DURABLE_ACKs have reached all of them, in FSN
/// order. A frame whose rows an OK does not show to be stored stays, and is sent once more.
/// </summary>
/// <remarks>Used by the receive loop; <see cref="AcceptedFsn"/> and <see cref="IsAwaitingDurable"/> are safe from any thread.</remarks>
internal sealed class DeliveryAcks
{
    private readonly DeliveryState _state;
    private readonly DeliverySequence _sequence;
    private readonly DeliveryRejections _rejections;
    private readonly Endpoint _endpoint;
    private readonly ConnectionTables _tables;
    private readonly bool _durable;
    private readonly List<SentMessage> _covered = [];
    private readonly Queue<Accepted> _accepted = new();
    private readonly Queue<TableMark> _marks = new();
    private readonly List<int> _dropped = [];
    private int _marksLeft;
    private long _acceptedFsn;
    private volatile int _awaited;

    public DeliveryAcks(DeliveryState state, DeliverySequence sequence, DeliveryRejections rejections, Endpoint endpoint, long firstFsn)
    {
        _state = state;
        _sequence = sequence;
        _rejections = rejections;
        _endpoint = endpoint;
        _tables = new ConnectionTables(state);
        _durable = state.Settings.Delivery.RequestDurableAck;
        _acceptedFsn = firstFsn - 1;
    }

    /// <summary>
    /// The last frame that an OK of this connection covers, including the frames passed over that follow it directly.
    /// </summary>
    public long AcceptedFsn => Volatile.Read(ref _acceptedFsn);

    /// <summary>Whether some accepted frames still wait for their durable ack.</summary>
    public bool IsAwaitingDurable => _awaited > 0;

    /// <summary>
    /// Handles an OK, whose frames <see cref="Release"/> releases; false when delivery has stopped because rows that are not stored could
    /// not be set aside.
    /// </summary>
    public bool Ok(IngestAnswer answer, ReadOnlySpan<byte> bytes)
    {
        _covered.Clear();
        _sequence.Take(answer.Sequence, _covered);
        // An OK that repeats another one tells nothing of tables.
        if (_covered.Count == 0) return true;
        _tables.Ok(answer, bytes, _covered);
        var accepted = new Accepted(_acceptedFsn + 1, _acceptedFsn, 0, null, null);
        bool hasFrames = false;
        foreach (SentMessage message in _covered)
        {
            if (message.Fsn < 0) continue;
            hasFrames = true;
            accepted = accepted with { Last = Math.Max(accepted.Last, message.Fsn) };
            bool again = _state.Unstored.TryGet(message.Fsn, out _);
            if (_tables.UnstoredOf(message) is { } lost)
            {
                accepted = accepted with { Unstored = [.. accepted.Unstored ?? [], message.Fsn] };
                if (!_rejections.NotStored(message.Fsn, lost, again, _endpoint)) return false;
            }
            else if (again)
            {
                _state.Unstored.Accepted(message.Fsn);
                accepted = accepted with { Mended = [.. accepted.Mended ?? [], message.Fsn] };
            }
        }

        if (!hasFrames) return true;
        accepted = accepted with { Last = _state.Skips.Extend(accepted.Last), Marks = _durable ? _tables.EnqueueMarks(_marks) : 0 };
        Volatile.Write(ref _acceptedFsn, accepted.Last);
        _accepted.Enqueue(accepted);
        _awaited = _accepted.Count;
        return true;
    }

    /// <summary>Handles a DURABLE_ACK, whose frames <see cref="Release"/> releases.</summary>
    public void Durable(IngestAnswer answer, ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes, answer.TablesAt);
        for (int i = 0; i < answer.TableCount; i++)
        {
            ReadOnlySpan<byte> name = answer.ReadTable(ref reader, out ReadOnlySpan<byte> directory, out long seqTxn);
            _tables.Durable(name, directory, seqTxn);
        }
    }

    /// <summary>
    /// Releases the oldest frames for as long as they are durable, after one or more answers. A frame without transactions is durable as
    /// soon as those before it are.
    /// </summary>
    public void Release()
    {
        if (_durable) _state.Queue.Accept(Math.Min(AcceptedFsn, _state.Unstored.FirstAwaited - 1));
        long released = _state.Queue.AckedFsn;
        bool any = false;
        while (_accepted.TryPeek(out Accepted head) && AreSettled(head))
        {
            _accepted.Dequeue();
            any = true;
            if (_dropped.Count > 0) NoteUndurable(head);
            foreach (long fsn in head.Mended ?? [])
            {
                _state.Unstored.Remove(fsn);
                _state.Skips.Pass(fsn);
            }

            if (head.Unstored is null && _state.Unstored.IsEmpty) released = Math.Max(released, head.Last);
            else PassStored(head);
        }

        _awaited = _accepted.Count;
        if (any) _state.Release(released);
    }

    private bool AreSettled(Accepted head)
    {
        if (_marksLeft == 0)
        {
            _marksLeft = head.Marks;
            _dropped.Clear();
        }

        while (_marksLeft > 0 && _tables.IsSettled(_marks.Peek(), out bool isDropped))
        {
            if (isDropped) _dropped.Add(_marks.Peek().Table);
            _marks.Dequeue();
            _marksLeft--;
        }

        return _marksLeft == 0;
    }

    /// <summary>Lets the frames that are stored leave the queue behind one that is not, once that one does.</summary>
    private void PassStored(Accepted frames)
    {
        for (long fsn = frames.First; fsn <= frames.Last; fsn++)
        {
            if (frames.Unstored is null || !frames.Unstored.Contains(fsn)) _state.Skips.Pass(fsn);
        }
    }

    /// <summary>Whoever waits for rows to be durable learns that they were dropped with their table before that.</summary>
    private void NoteUndurable(Accepted frames)
    {
        foreach (int table in _dropped)
        {
            string name = _state.Tables.NameOf(table);
            var why = new QuestDbException(ErrorCode.NotVisible,
                $"The rows were accepted, but can't be waited for: table {name} was dropped, and perhaps made again, "
                + "before a durable ack named their transaction.")
            { Table = name };
            for (long fsn = frames.First; fsn <= frames.Last; fsn++)
            {
                if (_state.Queue.TryGet(fsn, out QueuedFrame frame) && frame.Tables?.Numbers?.Contains(table) != false)
                    _state.Skips.AddUndurable(fsn, why);
            }
        }
    }

    /// <summary>Frames that an OK covers.</summary>
    /// <param name="First">The first frame.</param>
    /// <param name="Last">The last frame; below <paramref name="First"/> when only frames sent again are covered.</param>
    /// <param name="Marks">Number of transactions that must become durable before the frames are released.</param>
    /// <param name="Unstored">Frames whose rows are not stored.</param>
    /// <param name="Mended">Frames whose rows were not stored and are now.</param>
    private readonly record struct Accepted(long First, long Last, int Marks, long[]? Unstored, long[]? Mended);
}
