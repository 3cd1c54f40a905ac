using QuestDb.Internal;
using QuestDb.Store;
using QuestDb.Transport;
using QuestDb.Wire;

namespace QuestDb.Ingest;

/// <summary>Delivery over one connection: frames go out in FSN order, answers come back by wire sequence.</summary>
internal sealed class DeliveryConnection
{
    /// <summary>Frames without an answer that the protocol allows on a connection (QWP ingress specification, "Protocol limits").</summary>
    private const int MaxInFlight = 128;

    private readonly QwpSocket _socket;
    private readonly FrameQueue _queue;
    private readonly SymbolDictionary _dictionary;
    private readonly AsyncSignal _wake;
    private readonly CancellationToken _stop;

    /// <summary>Catch-up frames sent before each data frame make wire sequences run ahead of FSNs: (first wire sequence, offset) steps.</summary>
    private readonly List<(long WireSequence, long Fsn)> _steps = [];
    private readonly object _stepsLock = new();
    private byte[] _readBuffer = [];
    private long _wireSequence;
    private int _dictionaryCount;
    private QuestDbException? _error;

    public DeliveryConnection(QwpSocket socket, FrameQueue queue, SymbolDictionary dictionary, AsyncSignal wake, CancellationToken stop)
    {
        _socket = socket;
        _queue = queue;
        _dictionary = dictionary;
        _wake = wake;
        _stop = stop;
        FirstFsn = queue.AckedFsn + 1;
        SentFsn = FirstFsn - 1;
    }

    /// <summary>The frame that this connection began with.</summary>
    public long FirstFsn { get; }

    /// <summary>The last frame sent.</summary>
    public long SentFsn { get; private set; }

    /// <summary>The rejection that ended the connection, or null.</summary>
    public IngestAnswer? Rejection { get; private set; }

    /// <summary>Runs until the connection ends; null when it was stopped.</summary>
    public async Task<QuestDbException?> RunAsync()
    {
        Task receive = ReceiveAsync();
        try
        {
            await SendAsync().ConfigureAwait(false);
        }
        catch (QuestDbException e)
        {
            if (_stop.IsCancellationRequested)
            {
                // The peer took no more and the send was given up: that is how stopping ends, not a lost connection.
                _socket.Dispose();
                await receive.ConfigureAwait(false);
                return null;
            }

            // The answer that explains a broken connection may have come already, or be on its way.
            await Task.WhenAny(receive, Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None)).ConfigureAwait(false);
            Interlocked.CompareExchange(ref _error, e, null);
        }

        QuestDbException? error = Volatile.Read(ref _error);
        if (error is null) await _socket.CloseAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(false);
        else _socket.Dispose();
        await receive.ConfigureAwait(false);
        return error;
    }

    /// <summary>The FSN of a frame by its number on this connection.</summary>
    public long FsnOf(long wireSequence)
    {
        lock (_stepsLock)
        {
            for (int i = _steps.Count - 1; i >= 0; i--)
            {
                if (_steps[i].WireSequence <= wireSequence) return _steps[i].Fsn + (wireSequence - _steps[i].WireSequence);
            }
        }

        // A catch-up frame ahead of the first data frame stands for that frame.
        return FirstFsn;
    }

    /// <summary>The last data frame that an OK for a number on this connection covers; a catch-up frame covers none.</summary>
    private long LastCoveredBy(long wireSequence)
    {
        lock (_stepsLock)
        {
            for (int i = _steps.Count - 1; i >= 0; i--)
            {
                if (_steps[i].WireSequence > wireSequence) continue;
                long fsn = _steps[i].Fsn + (wireSequence - _steps[i].WireSequence);
                return i + 1 < _steps.Count ? Math.Min(fsn, _steps[i + 1].Fsn - 1) : fsn;
            }
        }

        return FirstFsn - 1;
    }

    private async Task SendAsync()
    {
        while (!_stop.IsCancellationRequested && Volatile.Read(ref _error) is null)
        {
            if (SentFsn - _queue.AckedFsn < MaxInFlight && _queue.TryGet(SentFsn + 1, out FrameQueue.Frame frame))
            {
                if (frame.DictionaryStart > _dictionaryCount) await SendCatchUpAsync(frame.DictionaryStart).ConfigureAwait(false);
                Step();
                await _socket.SendAsync(_queue.Read(frame, ref _readBuffer), _stop).ConfigureAwait(false);
                _dictionaryCount = Math.Max(_dictionaryCount, frame.DictionaryEnd);
                SentFsn++;
            }
            else
            {
                await _wake.WaitAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Notes the wire sequence of the next data frame where it does not simply follow the last.</summary>
    private void Step()
    {
        lock (_stepsLock)
        {
            long fsn = SentFsn + 1;
            if (_steps.Count == 0 || _steps[^1].WireSequence + (fsn - _steps[^1].Fsn) != _wireSequence) _steps.Add((_wireSequence, fsn));
        }

        CountMessage();
    }

    /// <summary>Counts a message just before it is sent: its answer may come before the send returns.</summary>
    private void CountMessage() => Volatile.Write(ref _wireSequence, _wireSequence + 1);

    /// <summary>Sends the dictionary entries that the next frame takes for known, in frames below the server's limit.</summary>
    private async Task SendCatchUpAsync(int end)
    {
        var frames = new List<byte[]>();
        lock (_dictionary.Gate)
        {
            int limit = _socket.MaxBatchBytes ?? QwpConstants.DefaultMaxBatchBytes;
            for (int start = _dictionaryCount; start < end;)
            {
                byte[] frame = CatchUpFrame.Encode(_dictionary, start, end, limit, out start);
                frames.Add(frame);
            }
        }

        foreach (byte[] frame in frames)
        {
            CountMessage();
            await _socket.SendAsync(frame, _stop).ConfigureAwait(false);
        }

        _dictionaryCount = end;
    }

    private async Task ReceiveAsync()
    {
        var buffer = new ReceiveBuffer();
        try
        {
            while (true)
            {
                int length = await _socket.ReceiveAsync(buffer).ConfigureAwait(false);
                IngestAnswer answer = IngestAnswer.Parse(buffer.Bytes.AsSpan(0, length));
                if (answer.Status == StatusCode.DurableAck) continue;
                if (answer.Status != StatusCode.Ok)
                {
                    Rejection = answer;
                    End(new QuestDbException(ErrorCode.Rejected, answer.Message));
                    return;
                }

                long sent = Volatile.Read(ref _wireSequence);
                if (answer.Sequence >= sent) throw new QuestDbException(ErrorCode.ProtocolError, $"{_socket.Endpoint} acknowledged message {answer.Sequence} of the connection, on which {sent} were sent.");
                _queue.Ack(LastCoveredBy(answer.Sequence));
                _wake.Set();
            }
        }
        catch (QuestDbException e)
        {
            End(e);
        }
    }

    private void End(QuestDbException error)
    {
        Interlocked.CompareExchange(ref _error, error, null);
        // A send under way to a server that reads no more would not end by itself.
        _socket.Dispose();
        _wake.Set();
    }
}
