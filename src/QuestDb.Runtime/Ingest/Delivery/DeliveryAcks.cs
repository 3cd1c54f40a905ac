using QuestDb.Ingest.Messages;
using QuestDb.Wire;

namespace QuestDb.Ingest.Delivery;

/// <summary>
/// What the acks of one connection release. An OK releases the frames that it covers, unless the connection has durable acks:
/// then it only notes the sequencer transactions of the frames, and a frame is released once DURABLE_ACKs have reached all of
/// them, in FSN order.
/// </summary>
/// <remarks>Of the receive loop; <see cref="AcceptedFsn"/> and <see cref="IsAwaitingDurable"/> are safe from any thread.</remarks>
internal sealed class DeliveryAcks
{
    private readonly DeliveryState _state;
    private readonly bool _durable;
    private readonly Queue<(long Fsn, int Marks)> _accepted = new();
    private readonly Queue<(int Table, long SeqTxn)> _marks = new();
    private readonly List<long> _reached = [];
    private int _marksLeft;
    private long _acceptedFsn;
    private volatile int _awaited;

    public DeliveryAcks(DeliveryState state, long firstFsn, bool durable)
    {
        _state = state;
        _durable = durable;
        _acceptedFsn = firstFsn - 1;
    }

    /// <summary>The last frame that an OK of this connection covers, quarantined ones behind it included.</summary>
    public long AcceptedFsn => Volatile.Read(ref _acceptedFsn);

    /// <summary>Whether frames are accepted whose durable ack has not come.</summary>
    public bool IsAwaitingDurable => _awaited > 0;

    /// <summary>Takes an OK that covers the frames up to a number.</summary>
    public void Ok(long fsn, IngestAnswer answer, ReadOnlySpan<byte> bytes)
    {
        bool news = fsn > _acceptedFsn;
        int marks = NoteTables(answer, bytes, news);
        if (!news) return;
        fsn = _state.Skips.Extend(fsn);
        Volatile.Write(ref _acceptedFsn, fsn);
        if (!_durable)
        {
            _state.Release(fsn);
            return;
        }

        _accepted.Enqueue((fsn, marks));
        _state.Queue.Accept(fsn);
        ReleaseDurable();
    }

    /// <summary>Takes a DURABLE_ACK.</summary>
    public void Durable(IngestAnswer answer, ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes, answer.TablesAt);
        for (int i = 0; i < answer.TableCount; i++)
        {
            ReadOnlySpan<byte> name = IngestAnswer.ReadTable(ref reader, out long seqTxn);
            int id = _state.Tables.MakeDurable(name, seqTxn, out TableTransaction table);
            while (_reached.Count <= id) _reached.Add(-1);
            _reached[id] = Math.Max(_reached[id], seqTxn);
            _state.Context.Tables.Merge(table);
        }

        ReleaseDurable();
    }

    private int NoteTables(IngestAnswer answer, ReadOnlySpan<byte> bytes, bool pending)
    {
        var reader = new WireReader(bytes, answer.TablesAt);
        for (int i = 0; i < answer.TableCount; i++)
        {
            ReadOnlySpan<byte> name = IngestAnswer.ReadTable(ref reader, out long seqTxn);
            int id = _state.Tables.Accept(name, seqTxn, out TableTransaction table);
            if (_durable && pending) _marks.Enqueue((id, seqTxn));
            _state.Context.Tables.Merge(table);
        }

        return answer.TableCount;
    }

    /// <summary>
    /// Releases what stands first and is durable. Frames without transactions are durable as soon as those before them are.
    /// </summary>
    private void ReleaseDurable()
    {
        long released = -1;
        while (_accepted.TryPeek(out (long Fsn, int Marks) head))
        {
            if (_marksLeft == 0) _marksLeft = head.Marks;
            while (_marksLeft > 0 && _marks.TryPeek(out (int Table, long SeqTxn) mark) && mark.Table < _reached.Count
                && _reached[mark.Table] >= mark.SeqTxn)
            {
                _marks.Dequeue();
                _marksLeft--;
            }

            if (_marksLeft > 0) break;
            released = _accepted.Dequeue().Fsn;
        }

        _awaited = _accepted.Count;
        if (released >= 0) _state.Release(released);
    }
}
