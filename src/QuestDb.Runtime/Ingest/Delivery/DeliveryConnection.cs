using QuestDb.Configuration.Values;
using QuestDb.Ingest.Messages;
using QuestDb.Store.Segments;
using QuestDb.Threading;
using QuestDb.Transport;
using QuestDb.Wire;

namespace QuestDb.Ingest.Delivery;

/// <summary>Delivery over one connection: frames go out in FSN order, answers come back by wire sequence.</summary>
internal sealed class DeliveryConnection
{
    /// <summary>
    /// Bytes on their way without an answer, so that a connection that breaks costs no more to send again. Newer servers have no limit of
    /// their own.
    /// </summary>
    private const int MaxBytesInFlight = 32 * 1024 * 1024;

    /// <summary>
    /// How long a small frame may wait for others while frames before it are under way, so that they share a write of the socket: as
    /// with Nagle's algorithm it goes once those are answered. In milliseconds.
    /// </summary>
    private const int Gathering = 1;

    /// <summary>
    /// How long to read answers that may have come before a connection broke: frames that they acknowledge are not sent again.
    /// </summary>
    private static readonly TimeSpan s_lastAnswers = TimeSpan.FromSeconds(1);

    /// <summary>How long to go on reading durable acks after a rejection, when the connection still works.</summary>
    private static readonly TimeSpan s_lastDurableAcks = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// After this time without anything to do a ping is sent, so that nothing between client and server takes the connection for
    /// forgotten. Its answer is not awaited: a server may be busy with a frame for long.
    /// </summary>
    private static readonly TimeSpan s_pingInterval = TimeSpan.FromSeconds(15);

    private readonly QwpSocket _socket;
    private readonly DeliveryState _state;
    private readonly WakeSignal _wake;
    private readonly CancellationToken _stop;
    private readonly TimeSpan _pingInterval;
    private readonly DeliverySequence _sequence = new();
    private readonly DeliveryAcks _acks;
    private byte[] _readBuffer = [];
    private int _dictionaryCount;
    private bool _isAlone;
    private bool _isDeferring;
    private int _isSending;
    private volatile bool _isRejected;
    private DeliveryEnd? _end;

    public DeliveryConnection(
        QwpSocket socket, DeliveryState state, DeliveryRejections rejections, int frameLimit, WakeSignal wake, CancellationToken stop)
    {
        _socket = socket;
        _state = state;
        FrameLimit = frameLimit;
        _pingInterval = state.Settings.Delivery is { RequestDurableAck: true, DurableAckKeepAlive: { Ticks: > 0 } interval }
            ? interval
            : s_pingInterval;
        _wake = wake;
        _stop = stop;
        // Quarantined frames may have become the oldest in the queue; they are released now.
        state.Release(state.Queue.AckedFsn);
        state.Unstored.BeginConnection();
        FirstFsn = state.Queue.AckedFsn + 1;
        SentFsn = FirstFsn - 1;
        _acks = new DeliveryAcks(state, _sequence, rejections, socket.Endpoint, FirstFsn);
    }

    public Endpoint Endpoint => _socket.Endpoint;

    /// <summary>The size limit of a frame that its server advertises, in bytes.</summary>
    public int FrameLimit { get; }

    /// <summary>The frame that this connection began with.</summary>
    public long FirstFsn { get; }

    /// <summary>The last frame sent, wholly or in part.</summary>
    public long SentFsn { get; private set; }

    /// <summary>The last frame that the server accepted on this connection, or the one before <see cref="FirstFsn"/>.</summary>
    public long AcceptedFsn => _acks.AcceptedFsn;

    /// <summary>The frame that a message carried; false for a catch-up frame.</summary>
    public bool TryGetFsn(long wireSequence, out long fsn) => _sequence.TryGetFsn(wireSequence, out fsn);

    /// <summary>Runs until the connection ends.</summary>
    public DeliveryEnd Run()
    {
        Task receive = OwnThread.Run($"QuestDb acks {_socket.Endpoint}", Receive);
        _socket.PongDue = () => _wake.Set(WakeReasons.Control);
        try
        {
            using (_stop.UnsafeRegister(static connection => ((DeliveryConnection)connection!).AbandonSend(), this)) SendAll();
        }
        catch (QuestDbException e) when (!_stop.IsCancellationRequested)
        {
            BlockingWait.Settle(receive, s_lastAnswers);
            End(new DeliveryEnd(DeliveryEndKind.Lost, e));
        }
        catch (QuestDbException)
        {
            // The server read no more, so that the send was abandoned: this is a stop that was asked for, not a lost connection.
            _socket.Dispose();
        }

        // A rejection ends the send loop at once. The receive loop ends a moment later and then records the rejection as the end.
        if (_isRejected && !BlockingWait.Settle(receive, s_lastDurableAcks)) _socket.Dispose();
        if (_isRejected) receive.GetAwaiter().GetResult();

        // Disposing the socket makes the receive loop record an end too; only an end that is recorded before counts.
        DeliveryEnd end = Volatile.Read(ref _end) ?? new DeliveryEnd(DeliveryEndKind.Stopped);
        if (end.Kind == DeliveryEndKind.Stopped) _socket.Close(TimeSpan.FromSeconds(1));
        else _socket.Dispose();
        receive.GetAwaiter().GetResult();
        return end;
    }

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

            if (!_state.Queue.TryGet(next, out QueuedFrame frame))
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
        BeginSend();
        _socket.Send(frame);
        Volatile.Write(ref _isSending, 0);
    }

    /// <summary>
    /// Sends what was gathered, and waits. While frames are under way, a few more bytes wait a moment for others.
    /// </summary>
    private void FlushAndWait(WakeReasons reasons)
    {
        BeginSend();
        _socket.Flush();
        Volatile.Write(ref _isSending, 0);
        if (reasons == WakeReasons.Frames && _sequence.BytesInFlight > 0)
        {
            if (_wake.Wait(WakeReasons.ManyBytes | WakeReasons.AllAnswered | WakeReasons.Control, Gathering)) return;
            if (_state.Queue.PublishedFsn > Math.Max(SentFsn, _state.Queue.AckedFsn)) return;
        }

        if (_wake.Wait(reasons | WakeReasons.Control, (int)_pingInterval.TotalMilliseconds)) return;
        BeginSend();
        _socket.Ping();
        Volatile.Write(ref _isSending, 0);
    }

    /// <summary>From here on <see cref="AbandonSend"/> ends the send; one that was to begin after it does not begin.</summary>
    private void BeginSend()
    {
        Interlocked.Exchange(ref _isSending, 1);
        if (_stop.IsCancellationRequested) _socket.Dispose();
    }

    private void Receive()
    {
        var buffer = new ReceiveBuffer();
        try
        {
            IngestAnswer answer;
            do
                answer = TakeNext(buffer);
            while (answer.Status is StatusCode.Ok or StatusCode.DurableAck);

            _isRejected = true;
            _wake.Set(WakeReasons.Control);
            ReadDurableAcks(buffer);
            End(new DeliveryEnd(DeliveryEndKind.Rejected, Answer: answer));
        }
        catch (QuestDbException e)
        {
            // Stopping abandons a send and so breaks the connection; that is no loss.
            End(_stop.IsCancellationRequested ? new DeliveryEnd(DeliveryEndKind.Stopped) : new DeliveryEnd(DeliveryEndKind.Lost, e));
        }
        catch (Exception e)
        {
            // Recording the end wakes the send loop, which would wait for ever otherwise; the caller that waits for this thread gets the
            // error.
            End(new DeliveryEnd(DeliveryEndKind.Lost, new QuestDbException(ErrorCode.InvalidState, e.Message, e)));
            throw;
        }
    }

    private IngestAnswer TakeNext(ReceiveBuffer buffer)
    {
        int length = _socket.Receive(buffer);
        return Take(buffer.Bytes.AsSpan(0, length));
    }

    private IngestAnswer Take(ReadOnlySpan<byte> bytes)
    {
        IngestAnswer answer = IngestAnswer.Parse(bytes);
        if (answer.Status == StatusCode.DurableAck)
        {
            _acks.Durable(answer, bytes);
        }
        else
        {
            long sent = _sequence.Count;
            if (answer.Sequence < 0 || answer.Sequence >= sent)
            {
                throw new QuestDbException(ErrorCode.ProtocolError,
                    $"{_socket.Endpoint} answered message {answer.Sequence} of the connection, on which {sent} were sent.");
            }

            if (answer.Status == StatusCode.Ok && !_acks.Ok(answer, bytes)) End(new DeliveryEnd(DeliveryEndKind.Stopped));
        }

        // Acks that have come together release their frames together.
        if (answer.Status is StatusCode.Ok or StatusCode.DurableAck && _socket.HasMessage) return answer;
        _acks.Release();
        _wake.Set(_sequence.BytesInFlight == 0 ? WakeReasons.Answers | WakeReasons.AllAnswered : WakeReasons.Answers);
        return answer;
    }

    /// <summary>
    /// Reads the durable acks of frames that were accepted before a rejection, so that fewer frames are sent twice. The send loop ends
    /// the connection when they do not come.
    /// </summary>
    private void ReadDurableAcks(ReceiveBuffer buffer)
    {
        try
        {
            while (_acks.IsAwaitingDurable) TakeNext(buffer);
        }
        catch (QuestDbException)
        {
            // The rejection, not this error, is the reason why the connection ends.
        }
    }

    private void End(DeliveryEnd end)
    {
        Interlocked.CompareExchange(ref _end, end, null);
        // A send to a server that has stopped reading would not end by itself.
        _socket.Dispose();
        _wake.Set(WakeReasons.Control);
    }
}
