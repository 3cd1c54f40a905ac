using QuestDb.Configuration;
using QuestDb.Internal;
using QuestDb.Store;
using QuestDb.Transport;
using QuestDb.Wire;

namespace QuestDb.Ingest;

/// <summary>
/// The send loop: connects, sends what the queue holds, takes acks, and after any loss reconnects and sends again from the
/// first frame that is unacknowledged. It ends only when it is stopped or when the server's answer is final.
/// </summary>
internal sealed class Delivery
{
    private readonly IngestContext _context;
    private readonly FrameQueue _queue;
    private readonly SymbolDictionary _dictionary;
    private readonly IEventSink _events;
    private readonly CancellationTokenSource _stop = new();
    private readonly AsyncSignal _wake = new();
    private readonly Backoff _backoff;
    private readonly object _gate = new();
    private Task _loop = Task.CompletedTask;
    private bool _running;
    private bool _everConnected;
    private bool _abandoned;
    private bool _isResumed;
    private QuestDbException? _initialFailure;
    private int _endpoint;
    private long _sentFsn = -1;
    private int _rejections;
    private long _rejectedFsn = -1;

    /// <param name="context">What all senders of the client share.</param>
    /// <param name="queue">The frames.</param>
    /// <param name="dictionary">The sender's dictionary, for catch-up after a reconnect.</param>
    /// <param name="events">Receives what happens.</param>
    public Delivery(IngestContext context, FrameQueue queue, SymbolDictionary dictionary, IEventSink events)
    {
        _context = context;
        _queue = queue;
        _dictionary = dictionary;
        _events = events;
        _backoff = new Backoff(Settings.ReconnectInitialBackoff, Settings.ReconnectMaxBackoff, Jitter.Equal);
        FirstConnection = Settings.InitialConnectRetry;
        queue.Published += _wake.Set;
    }

    /// <summary>Size limit of a frame: of the server connected last, or the documented default.</summary>
    public int MaxFrameBytes { get; private set; } = QwpConstants.DefaultMaxBatchBytes;

    /// <summary>What to do until the first connection; to be set before the loop starts.</summary>
    public InitialConnectRetry FirstConnection { get; set; }

    private ClientSettings Settings => _context.Settings;

    private bool ConnectsInBackground => _isResumed || FirstConnection == InitialConnectRetry.Async;

    /// <summary>Starts the loop if it does not run, and waits for its first connection as <c>initial_connect_retry</c> says.</summary>
    /// <exception cref="QuestDbException">Why there is no connection; the next call tries again. Or why delivery has stopped for good.</exception>
    public void EnsureStarted()
    {
        _queue.ThrowIfStopped();
        lock (_gate)
        {
            // A loop whose first connection failed is about to end; its error was the last caller's.
            while (_running && _initialFailure is not null) Monitor.Wait(_gate);
            if (!_running)
            {
                _running = true;
                _initialFailure = null;
                _loop = Task.Run(RunAsync);
            }

            if (ConnectsInBackground) return;
            while (_running && !_everConnected && _initialFailure is null) Monitor.Wait(_gate);
            if (_abandoned) throw new QuestDbException(ErrorCode.Disposed, "The client was disposed before its first connection was open; no row of this write was queued.");
            if (_initialFailure is { } failure) throw new QuestDbException(failure.Code, failure.Message, failure);
        }
    }

    /// <summary>Starts the loop for frames that were queued before: it tries for as long as it takes, and writers, whose rows come after them, do not wait for a connection.</summary>
    public void StartInBackground()
    {
        _isResumed = true;
        _sentFsn = _queue.PublishedFsn;
        EnsureStarted();
    }

    /// <summary>Ends the wait for a first connection: no row is queued before it, so that closing has nothing to wait for.</summary>
    public async Task AbandonFirstConnectionAsync()
    {
        lock (_gate)
        {
            if (_everConnected || ConnectsInBackground) return;
            _abandoned = true;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
    }

    /// <summary>Refuses to wait for a level that no server tells of.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>.</exception>
    public void ThrowIfNotTold(AckLevel level)
    {
        if (level == AckLevel.Durable && !Settings.RequestDurableAck)
        {
            throw new QuestDbException(ErrorCode.InvalidState, "Servers tell when rows are durable only with request_durable_ack=on in the connect string (QuestDB Enterprise).");
        }
    }

    /// <summary>Waits until what was accepted of a table, or of all tables, is visible to queries.</summary>
    public ValueTask WaitVisibleAsync(string? table, CancellationToken cancellationToken)
    {
        if (table is null) return _context.Visibility.WaitAsync(_context.Tables.Snapshot(), cancellationToken);
        // A table that no ack has named takes part in no transactions: its rows are visible once they are accepted.
        return _context.Tables.TryGet(table, out TableTransaction transaction)
            ? _context.Visibility.WaitAsync([transaction], cancellationToken)
            : ValueTask.CompletedTask;
    }

    /// <summary>Ends the loop; frames that are unacknowledged stay in the queue.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _wake.Set();
        Task loop;
        lock (_gate) loop = _loop;
        await loop.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        long started = Environment.TickCount64;
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                QwpSocket? socket = await ConnectAsync(started).ConfigureAwait(false);
                if (socket is null) break;
                bool goOn = await ServeAsync(socket).ConfigureAwait(false);
                if (!goOn) break;
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopping is how the loop ends.
        }
        catch (Exception e)
        {
            Stop(e as QuestDbException ?? new QuestDbException(ErrorCode.InvalidState, $"Delivery failed unexpectedly: {e.Message}", e), Current);
        }
        finally
        {
            lock (_gate)
            {
                _running = false;
                Monitor.PulseAll(_gate);
            }
        }
    }

    private Endpoint Current => Settings.Endpoints[_endpoint % Settings.Endpoints.Count];

    /// <summary>Connects to one endpoint after the other; null when that is final.</summary>
    private async Task<QwpSocket?> ConnectAsync(long started)
    {
        int failures = 0;
        while (true)
        {
            Endpoint endpoint = Current;
            try
            {
                QwpSocket socket = await _context.Transport.ConnectAsync(endpoint, QwpRoute.Ingest, _stop.Token).ConfigureAwait(false);
                MaxFrameBytes = Math.Min(socket.MaxBatchBytes ?? QwpConstants.DefaultMaxBatchBytes, QwpConstants.MaxFrameBytes);
                _events.Post(new ClientEvent(ClientEventKind.Connected, endpoint.ToString()));
                lock (_gate)
                {
                    _everConnected = true;
                    Monitor.PulseAll(_gate);
                }

                return socket;
            }
            catch (QuestDbException e)
            {
                _events.Post(new ClientEvent(ClientEventKind.ConnectFailed, endpoint.ToString(), Error: e));
                _endpoint++;
                failures++;
                if (IsFinal(e, endpoint, failures, started)) return null;
                // All endpoints are tried once before the first pause.
                if (failures % Settings.Endpoints.Count == 0) await Task.Delay(_backoff.Next(), _stop.Token).ConfigureAwait(false);
            }
        }
    }

    private bool IsFinal(QuestDbException e, Endpoint endpoint, int failures, long started)
    {
        bool refused = e.Code == ErrorCode.AuthenticationFailed;
        if (_everConnected || ConnectsInBackground)
        {
            if (refused) Stop(e, endpoint);
            return refused;
        }

        bool patient = FirstConnection == InitialConnectRetry.On
            && Environment.TickCount64 - started < Settings.ReconnectMaxDuration.TotalMilliseconds;
        if (!refused && (patient || failures < Settings.Endpoints.Count)) return false;
        lock (_gate)
        {
            _initialFailure = e;
            Monitor.PulseAll(_gate);
        }

        return true;
    }

    /// <summary>Sends and takes acks until the connection is lost; false when delivery ends.</summary>
    private async Task<bool> ServeAsync(QwpSocket socket)
    {
        var connection = new DeliveryConnection(socket, _queue, _dictionary, _wake, _stop.Token);
        long first = connection.FirstFsn;
        if (_sentFsn >= first) _events.Post(new ClientEvent(ClientEventKind.Replayed, socket.Endpoint.ToString(), first, _sentFsn));
        QuestDbException? error = await connection.RunAsync().ConfigureAwait(false);
        _sentFsn = Math.Max(_sentFsn, connection.SentFsn);
        if (error is null)
        {
            await socket.CloseAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(false);
            return false;
        }

        socket.Dispose();
        bool progress = _queue.AckedFsn >= first;
        if (progress) _backoff.Reset();
        if (connection.Rejection is { } rejection)
        {
            if (!HandleRejection(rejection, connection, socket.Endpoint)) return false;
            await Task.Delay(_backoff.Next(), _stop.Token).ConfigureAwait(false);
            return true;
        }

        _events.Post(new ClientEvent(ClientEventKind.Disconnected, socket.Endpoint.ToString(), _queue.AckedFsn + 1, connection.SentFsn, error));
        // A connection that took nothing counts as a failed attempt: a server that closes at once is not stormed.
        if (!progress) await Task.Delay(_backoff.Next(), _stop.Token).ConfigureAwait(false);
        return true;
    }

    private bool HandleRejection(IngestAnswer rejection, DeliveryConnection connection, Endpoint endpoint)
    {
        long fsn = connection.FsnOf(rejection.Sequence);
        // A server that can't take writes says nothing against the frame: another one may take it, or this one later.
        bool elsewhere = rejection.Status == StatusCode.NotWritable;
        if (elsewhere)
        {
            _endpoint++;
        }
        else
        {
            _rejections = fsn == _rejectedFsn ? _rejections + 1 : 1;
            _rejectedFsn = fsn;
        }

        bool final = !elsewhere && (!RejectionPolicy.IsRetriable(rejection.Status) || _rejections >= Settings.MaxFrameRejections);
        string times = !elsewhere && _rejections > 1 ? $" {_rejections} times" : "";
        var error = new RejectedException(
            $"{endpoint} rejected frame FSN {fsn}{times}: {RejectionPolicy.Name(rejection.Status)}, \"{rejection.Message}\"." +
            (final ? " Delivery has stopped; the rows from this frame on stay in the queue." : " It is sent again."),
            (byte)rejection.Status, rejection.Message, fsn, fsn);
        _events.Post(new ClientEvent(ClientEventKind.Rejected, endpoint.ToString(), fsn, fsn, error));
        if (final) Stop(error, endpoint);
        return !final;
    }

    private void Stop(QuestDbException error, Endpoint endpoint)
    {
        _queue.Fail(error);
        _events.Post(new ClientEvent(ClientEventKind.Stopped, endpoint.ToString(), _queue.AckedFsn + 1, _queue.PublishedFsn, error));
    }
}
