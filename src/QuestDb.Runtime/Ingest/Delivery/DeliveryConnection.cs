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
    /// <summary>Frames without an answer that the protocol allows on a connection (QWP ingress specification, "Protocol limits").</summary>
    private const int MaxInFlight = 128;

    /// <summary>
    /// How long to read answers that may have come before a connection broke: frames that they acknowledge are not sent again.
    /// </summary>
    private static readonly TimeSpan s_lastAnswers = TimeSpan.FromSeconds(1);

    /// <summary>How long to go on reading durable acks after a rejection, when the connection still works.</summary>
    private static readonly TimeSpan s_lastDurableAcks = TimeSpan.FromMilliseconds(100);

    private readonly QwpSocket _socket;
    private readonly DeliveryState _state;
    private readonly AsyncSignal _wake;
    private readonly CancellationToken _stop;
    private readonly DeliverySequence _sequence = new();
    private readonly DeliveryAcks _acks;
    private byte[] _readBuffer = [];
    private int _dictionaryCount;
    private bool _isAlone;
    private bool _isDeferring;
    private volatile bool _isRejected;
    private DeliveryEnd? _end;

    public DeliveryConnection(
        QwpSocket socket, DeliveryState state, DeliveryRejections rejections, int frameLimit, AsyncSignal wake, CancellationToken stop)
    {
        _socket = socket;
        _state = state;
        FrameLimit = frameLimit;
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
    public async Task<DeliveryEnd> RunAsync()
    {
        Task receive = ReceiveAsync();
        try
        {
            await SendAsync().ConfigureAwait(false);
        }
        catch (QuestDbException e) when (!_stop.IsCancellationRequested)
        {
            await Task.WhenAny(receive, Task.Delay(s_lastAnswers, CancellationToken.None)).ConfigureAwait(false);
            End(new DeliveryEnd(DeliveryEndKind.Lost, e));
        }
        catch (QuestDbException)
        {
            // The server read no more, so that the send was abandoned: this is a stop that was asked for, not a lost connection.
            _socket.Dispose();
        }

        // A rejection ends the send loop at once. The receive loop ends a moment later and then records the rejection as the end.
        if (_isRejected) await receive.ConfigureAwait(false);

        // Disposing the socket makes the receive loop record an end too; only an end that is recorded before counts.
        DeliveryEnd end = Volatile.Read(ref _end) ?? new DeliveryEnd(DeliveryEndKind.Stopped);
        if (end.Kind == DeliveryEndKind.Stopped) await _socket.CloseAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(false);
        else _socket.Dispose();
        await receive.ConfigureAwait(false);
        return end;
    }

    private async Task SendAsync()
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
            if (_sequence.FramesInFlight >= (alone ? 1 : MaxInFlight) || !_state.Queue.TryGet(next, out QueuedFrame frame))
            {
                await _wake.WaitAsync().ConfigureAwait(false);
                continue;
            }

            ReadOnlyMemory<byte> bytes = _state.Read(next, frame, _dictionaryCount, ref _readBuffer, out FrameTables? part);
            if (bytes.Length > FrameLimit)
            {
                // The frames before it get their answers first, so that a frame that is too large does not cost them their acks.
                if (_acks.AcceptedFsn >= SentFsn) End(new DeliveryEnd(DeliveryEndKind.FrameTooLarge, Bytes: bytes.Length));
                else await _wake.WaitAsync().ConfigureAwait(false);
                continue;
            }

            int needed = part is null ? frame.DictionaryStart : frame.DictionaryEnd;
            if (needed > _dictionaryCount && !await SendCatchUpAsync(needed).ConfigureAwait(false)) return;
            FrameTables tables = part ?? frame.Tables ?? FrameTablesReader.Read(bytes.Span);
            tables.Numbers ??= _state.Tables.NumbersOf(tables.Names);
            _isDeferring = FrameTablesReader.DefersCommit(bytes.Span);
            _isAlone = part is not null;
            _sequence.AddFrame(next, tables, _isDeferring);
            // The frame counts as sent even if the send fails: a server may reject it after reading its first bytes.
            if (again) _state.Unstored.Sent(next);
            else SentFsn = next;
            await _socket.SendAsync(bytes, _stop).ConfigureAwait(false);
            // After a frame with ids of its own the server knows none of the dictionary any more.
            _dictionaryCount =
                frame.DictionaryEnd == QueuedFrame.OwnDictionary ? 0 : Math.Max(_dictionaryCount, frame.DictionaryEnd);
        }
    }

    /// <summary>
    /// Sends the dictionary entries that the next frame relies on, in frames within the server's limit; false when one
    /// of them exceeds it.
    /// </summary>
    private async ValueTask<bool> SendCatchUpAsync(int end)
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
            await _socket.SendAsync(frame, _stop).ConfigureAwait(false);
            _dictionaryCount = next;
        }

        return true;
    }

    private async Task ReceiveAsync()
    {
        var buffer = new ReceiveBuffer();
        try
        {
            IngestAnswer answer;
            do
                answer = await TakeNextAsync(buffer).ConfigureAwait(false);
            while (answer.Status is StatusCode.Ok or StatusCode.DurableAck);

            _isRejected = true;
            if (_acks.IsAwaitingDurable) await ReadDurableAcksAsync(buffer).ConfigureAwait(false);
            End(new DeliveryEnd(DeliveryEndKind.Rejected, Answer: answer));
        }
        catch (QuestDbException e)
        {
            // Stopping abandons a send and so breaks the connection; that is no loss.
            End(_stop.IsCancellationRequested ? new DeliveryEnd(DeliveryEndKind.Stopped) : new DeliveryEnd(DeliveryEndKind.Lost, e));
        }
        catch (Exception e)
        {
            // Recording the end wakes the send loop, which would wait for ever otherwise; the caller that awaits the
            // connection gets the error.
            End(new DeliveryEnd(DeliveryEndKind.Lost, new QuestDbException(ErrorCode.InvalidState, e.Message, e)));
            throw;
        }
    }

    private async ValueTask<IngestAnswer> TakeNextAsync(ReceiveBuffer buffer)
    {
        int length = await _socket.ReceiveAsync(buffer).ConfigureAwait(false);
        return Take(buffer.Bytes.AsSpan(0, length));
    }

    private IngestAnswer Take(ReadOnlySpan<byte> bytes)
    {
        IngestAnswer answer = IngestAnswer.Parse(bytes);
        if (answer.Status == StatusCode.DurableAck)
        {
            _acks.Durable(answer, bytes);
            return answer;
        }

        long sent = _sequence.Count;
        if (answer.Sequence < 0 || answer.Sequence >= sent)
        {
            throw new QuestDbException(ErrorCode.ProtocolError,
                $"{_socket.Endpoint} answered message {answer.Sequence} of the connection, on which {sent} were sent.");
        }

        if (answer.Status == StatusCode.Ok)
        {
            if (!_acks.Ok(answer, bytes)) End(new DeliveryEnd(DeliveryEndKind.Stopped));
            _wake.Set();
        }

        return answer;
    }

    /// <summary>Reads the durable acks of frames that were accepted before a rejection, so that fewer frames are sent twice.</summary>
    private async Task ReadDurableAcksAsync(ReceiveBuffer buffer)
    {
        using var limit = new CancellationTokenSource(s_lastDurableAcks);
        using CancellationTokenRegistration giveUp = limit.Token.Register(_socket.Dispose);
        try
        {
            while (_acks.IsAwaitingDurable) await TakeNextAsync(buffer).ConfigureAwait(false);
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
        _wake.Set();
    }
}
