using QuestDb.Configuration;
using QuestDb.Internal;
using QuestDb.Store;
using QuestDb.Transport;

namespace QuestDb.Ingest;

/// <summary>
/// The send loop: connects, sends what the queue holds, takes acks, and after any loss reconnects and sends again from the
/// first frame that is unacknowledged. It ends only when it is stopped or when the server's answer is final.
/// </summary>
internal sealed partial class Delivery
{
    private readonly DeliveryState _state;
    private readonly DeliveryRejections _rejections;
    private readonly PoisonTracker _poison;
    private readonly CancellationTokenSource _stop = new();
    private readonly AsyncSignal _wake = new();
    private readonly object _gate = new();
    private Task _loop = Task.CompletedTask;
    private bool _running;
    private bool _everConnected;
    private bool _abandoned;
    private bool _isResumed;
    private QuestDbException? _initialFailure;

    /// <param name="context">What all senders of the client share.</param>
    /// <param name="queue">The frames.</param>
    /// <param name="dictionary">The sender's dictionary, for catch-up after a reconnect.</param>
    /// <param name="events">Receives what happens.</param>
    public Delivery(IngestContext context, FrameQueue queue, SymbolDictionary dictionary, IEventSink events)
    {
        _state = new DeliveryState(context, queue, dictionary, new DeliveryEvents(events) { Sender = queue.Slot is { } slot ? Path.GetFileName(slot.Path) : context.Settings.Store.SenderId });
        _backoff = new Backoff(Settings.Reconnect.InitialBackoff, Settings.Reconnect.MaxBackoff, Jitter.Equal);
        _poison = new PoisonTracker(Settings.Rejection.MaxPerFrame, Settings.Rejection.PoisonWindow, new Backoff(Settings.Reconnect.InitialBackoff, Settings.Reconnect.MaxBackoff, Jitter.Equal), TimeProvider.System);
        _symbolGap = new PoisonTracker(MaxSymbolGaps, Settings.Rejection.CatchUpGapWindow, new Backoff(Settings.Reconnect.InitialBackoff, Settings.Reconnect.MaxBackoff, Jitter.Equal), TimeProvider.System);
        _rejections = new DeliveryRejections(_state, context.Quarantines.Of(queue.Slot?.Path), _poison);
        _refusing = new bool[Settings.Endpoints.Count];
        FirstConnection = Settings.Reconnect.First;
        queue.Published += _wake.Set;
    }

    /// <summary>Size limit of a frame: that of the strictest server so far, or the documented default.</summary>
    public int MaxFrameBytes => _state.Context.FrameLimit.Bytes;

    /// <summary>What to do until the first connection; to be set before the loop starts.</summary>
    public InitialConnectRetry FirstConnection { get; set; }

    /// <summary>Whether it delivers a slot that nobody writes to any more: such a slot may be given up where a sender waits for ever.</summary>
    public bool IsDrainer
    {
        get => !_state.Events.TellsDrained;
        init => _state.Events.TellsDrained = !value;
    }

    /// <summary>What its events call the sender.</summary>
    public string Name
    {
        get => _state.Events.Sender;
        set => _state.Events.Sender = value;
    }

    private ClientSettings Settings => _state.Settings;

    private FrameQueue Queue => _state.Queue;

    private bool ConnectsInBackground => _isResumed || FirstConnection == InitialConnectRetry.Async;

    /// <summary>Starts the loop if it does not run, and waits for its first connection as <c>initial_connect_retry</c> says.</summary>
    /// <exception cref="QuestDbException">Why there is no connection; the next call tries again. Or why delivery has stopped for good.</exception>
    public void EnsureStarted()
    {
        Queue.ThrowIfStopped();
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
        _sentFsn = Queue.PublishedFsn;
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
        if (level == AckLevel.Durable && !Settings.Delivery.RequestDurableAck)
        {
            throw new QuestDbException(ErrorCode.InvalidState, "Servers tell when rows are durable only with request_durable_ack=on in the connect string (QuestDB Enterprise).");
        }
    }

    /// <summary>Waits until frames have reached a level; those in quarantine never do.</summary>
    /// <exception cref="QuestDbException">Delivery has stopped.</exception>
    /// <exception cref="RejectedException">One of the frames was rejected.</exception>
    public async ValueTask WaitAsync(AckLevel level, long firstFsn, long lastFsn, CancellationToken cancellationToken)
    {
        await Queue.WaitAckedAsync(level, lastFsn, Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        _state.Skips.ThrowIfAny(firstFsn, lastFsn);
    }

    /// <summary>Waits until what was accepted of a table, or of all tables, is visible to queries.</summary>
    public ValueTask WaitVisibleAsync(string? table, CancellationToken cancellationToken)
    {
        if (table is null) return _state.Context.Visibility.WaitAsync(_state.Tables.Snapshot(), cancellationToken);
        // A table that no ack has named takes part in no transactions: its rows are visible once they are accepted.
        return _state.Tables.TryGet(table, out TableTransaction transaction)
            ? _state.Context.Visibility.WaitAsync([transaction], cancellationToken)
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
        try
        {
            long started = Environment.TickCount64;
            while (!_stop.IsCancellationRequested)
            {
                QwpSocket? socket = await ConnectAsync(started).ConfigureAwait(false);
                if (socket is null || !await ServeAsync(socket).ConfigureAwait(false)) break;
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopping is how the loop ends.
        }
        catch (Exception e)
        {
            _state.Stop(e as QuestDbException ?? new QuestDbException(ErrorCode.InvalidState, $"Delivery failed unexpectedly: {e.Message}", e), Hosts.Endpoints[_host]);
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
}
