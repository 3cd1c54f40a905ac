using QuestDb.Configuration.Values;
using QuestDb.Ingest.Messages;
using QuestDb.Store.Segments;
using QuestDb.Threading;
using QuestDb.Transport;
using QuestDb.Wire;

namespace QuestDb.Ingest.Delivery;

/// <summary>Delivery over one connection: frames go out in FSN order, answers come back by wire sequence.</summary>
internal sealed partial class DeliveryConnection
{
    /// <summary>
    /// Bytes on their way without an answer, so that a connection that breaks costs no more to send again. The server has no limit of
    /// its own.
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
    private readonly DeliveryRejections _rejections;
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
        _rejections = rejections;
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
        _socket.PongDue = () => _wake.Set(WakeReasons.Control);
        Task receive = OwnThread.Run($"QuestDb acks {_socket.Endpoint}", Receive);
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

    private void End(DeliveryEnd end)
    {
        Interlocked.CompareExchange(ref _end, end, null);
        // A send to a server that has stopped reading would not end by itself.
        _socket.Dispose();
        _wake.Set(WakeReasons.Control);
    }
}
