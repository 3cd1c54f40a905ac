using QuestDb.Ingest.Messages;
using QuestDb.Store.Segments;
using QuestDb.Threading;

namespace QuestDb.Ingest.Delivery;

/// <content>The thread that sends.</content>
internal sealed partial class DeliveryConnection
{
    /// <summary>Ends a send that a server which reads nothing holds up. It runs when delivery is to stop.</summary>
    private void AbandonSend()
    {
        if (Interlocked.CompareExchange(ref _isSending, 0, 0) != 0) _socket.Dispose();
        _wake.Set(WakeReasons.Control);
    }

    private void SendAll()
    {
        while (!_stop.IsCancellationRequested && !_isRejected && Volatile.Read(ref _end) is null)
        {
            // Frames that defer their commit get no answer before the frame that commits, which nothing may hold up.
            long next = -1;
            bool again = !_isDeferring && _state.Unstored.TryNext(out next);
            // Frames that were passed over may have left the queue together with the last one that was sent.
            if (!again) next = _state.Skips.Extend(Math.Max(SentFsn, _state.Queue.AckedFsn)) + 1;
            // Rows that were not stored are sent alone, so that their ack tells of nothing else.
            bool alone = again || (!_isDeferring && (_isAlone || _state.Unstored.TryGet(next, out _)));
            if (!_isDeferring && _sequence.BytesInFlight > (alone ? 0 : MaxBytesInFlight))
            {
                FlushAndWait(alone ? WakeReasons.AllAnswered : WakeReasons.Answers);
                continue;
            }

            if (!_state.Queue.TryFind(next, out QueuedFrame frame))
            {
                FlushAndWait(WakeReasons.Frames);
                continue;
            }

            ReadOnlyMemory<byte> bytes = _state.Read(next, frame, _dictionaryCount, ref _readBuffer, out FrameTables? part);
            if (bytes.Length > FrameLimit)
            {
                // The frames before it get their answers first, so that a frame that is too large does not cost them their acks.
                if (_acks.AcceptedFsn >= SentFsn) End(new DeliveryEnd(DeliveryEndKind.FrameTooLarge, Bytes: bytes.Length));
                else FlushAndWait(WakeReasons.Answers);
                continue;
            }

            if (!_state.Remade.IsEmpty && _rejections.Withholds(next, _socket.Endpoint, out bool goesOn))
            {
                if (!goesOn) End(new DeliveryEnd(DeliveryEndKind.Stopped));
                continue;
            }

            int needed = part is null ? frame.DictionaryStart : frame.DictionaryEnd;
            if (needed > _dictionaryCount && !SendCatchUp(needed)) return;
            FrameTables tables = part ?? frame.Tables ?? FrameTablesReader.Read(bytes.Span);
            tables.Numbers ??= _state.Tables.NumbersOf(tables.Names);
            _isDeferring = FrameTablesReader.DefersCommit(bytes.Span);
            _isAlone = part is not null;
            _sequence.AddFrame(next, tables, _isDeferring, bytes.Length);
            // The frame counts as sent even if the send fails: a server may reject it after reading its first bytes.
            if (again) _state.Unstored.Sent(next);
            else SentFsn = next;
            Send(bytes.Span);
            // After a frame with ids of its own the server knows none of the dictionary any more.
            _dictionaryCount =
                frame.DictionaryEnd == QueuedFrame.OwnDictionary ? 0 : Math.Max(_dictionaryCount, frame.DictionaryEnd);
        }
    }

    /// <summary>
    /// Sends the dictionary entries that the next frame relies on, in frames within the server's limit; false when one
    /// of them exceeds it.
    /// </summary>
    private bool SendCatchUp(int end)
    {
        while (_dictionaryCount < end)
        {
            byte[] frame;
            int next;
            // The dictionary has a lock of its own because a writer may hold the sender's lock while it waits for acks.
            using (_state.Dictionary.Gate.Enter())
                frame = CatchUpFrame.Encode(_state.Dictionary, _dictionaryCount, end, FrameLimit, out next);
            if (frame.Length > FrameLimit)
            {
                End(new DeliveryEnd(DeliveryEndKind.SymbolTooLarge, Bytes: frame.Length));
                return false;
            }

            _sequence.AddCatchUp();
            Send(frame);
            _dictionaryCount = next;
        }

        return true;
    }

    private void Send(ReadOnlySpan<byte> frame)
    {
        using (BeginSend()) _socket.Send(frame);
    }

    /// <summary>
    /// Sends what was gathered, and waits. While frames are under way, a few more bytes wait a moment for others.
    /// </summary>
    private void FlushAndWait(WakeReasons reasons)
    {
        using (BeginSend()) _socket.Flush();
        if (reasons == WakeReasons.Frames && _sequence.BytesInFlight > 0)
        {
            if (_wake.Wait(WakeReasons.ManyBytes | WakeReasons.AllAnswered | WakeReasons.Control, Gathering)) return;
            if (_state.Queue.PublishedFsn > Math.Max(SentFsn, _state.Queue.AckedFsn)) return;
        }

        if (_wake.Wait(reasons | WakeReasons.Control, (int)_pingInterval.TotalMilliseconds)) return;
        using (BeginSend()) _socket.Ping();
    }

    /// <summary>
    /// From here on <see cref="AbandonSend"/> ends the send; one that was to begin after it, or after a rejection, does not begin.
    /// </summary>
    private SendInProgress BeginSend()
    {
        Interlocked.Exchange(ref _isSending, 1);
        if (_stop.IsCancellationRequested || _isRejected) _socket.Dispose();
        return new SendInProgress(this);
    }

    private readonly ref struct SendInProgress(DeliveryConnection connection)
    {
        private readonly DeliveryConnection _connection = connection;

        public void Dispose() => Volatile.Write(ref _connection._isSending, 0);
    }
}
