using QuestDb.Configuration;
using QuestDb.Events;
using QuestDb.Store;
using QuestDb.Store.Segments;
using QuestDb.Threading;
using QuestDb.Transport;
using QuestDb.Wire;

namespace QuestDb.Ingest.Delivery;

/// <summary>
/// The send loop: connects, sends what the queue holds, takes acks, and after any loss reconnects and sends again from the
/// first frame that is unacknowledged. It ends only when it is stopped or when the server's answer is final.
/// </summary>
internal sealed partial class SendLoop
{
    private readonly DeliveryPolicy _policy;
    private readonly DeliveryState _state;
    private readonly DeliveryRejections _rejections;
    private readonly PoisonTracker _poison;
    private readonly FirstConnection _first;
    private readonly EndpointRotation _endpoints;
    private readonly DeliveryPace _pace;
    private readonly CancellationTokenSource _stop = new();
    private readonly WakeSignal _wake = new();

    /// <param name="context">What the deliveries of the client share.</param>
    /// <param name="policy">What the delivery is for.</param>
    /// <param name="queue">The frames.</param>
    /// <param name="dictionary">The dictionary of the frames, for catch-up after a reconnect.</param>
    /// <param name="slot">The slot directory that keeps the frames, or null for memory.</param>
    /// <param name="events">Receives what happens.</param>
    public SendLoop(
        DeliveryContext context, DeliveryPolicy policy, FrameQueue queue, SymbolDictionary dictionary, string? slot, IEventSink events)
    {
        string name = slot is null ? context.Settings.Store.SenderId : Path.GetFileName(slot);
        _policy = policy;
        _state = new DeliveryState(context, queue, dictionary, new DeliveryEvents(events, name, policy.PostsDrained));
        _pace = new DeliveryPace(NewBackoff());
        _endpoints = new EndpointRotation(context.Hosts);
        _first = new FirstConnection(policy.FirstConnection ?? Settings.Reconnect.First, Settings.Reconnect.MaxDuration,
            () => OwnThread.Run($"QuestDb send {name}", Run));
        _poison = new PoisonTracker(Settings.Rejection.MaxPerFrame, Settings.Rejection.PoisonWindow, NewBackoff(), TimeProvider.System);
        _symbolGap = new PoisonTracker(MaxSymbolGaps, Settings.Rejection.CatchUpGapWindow, NewBackoff(), TimeProvider.System);
        _rejections = new DeliveryRejections(_state, context.Quarantines.Of(slot), _poison);
        queue.Published += Published;
    }

    /// <summary>Size limit of a frame: that of the strictest server so far, or the documented default.</summary>
    public int MaxFrameBytes => _state.Context.FrameLimit.Bytes;

    private ClientSettings Settings => _state.Settings;

    private FrameQueue Queue => _state.Queue;

    /// <summary>Starts the loop if it does not run, and waits for its first connection as <c>initial_connect_retry</c> says.</summary>
    /// <exception cref="QuestDbException">
    /// There is no connection, and the next call tries again; or delivery has stopped for good.
    /// </exception>
    public void EnsureStarted()
    {
        Queue.ThrowIfStopped();
        _first.EnsureStarted();
    }

    /// <summary>
    /// Starts the loop for recovered frames: it tries to connect without a time limit, and writers do not wait for a connection because
    /// their rows come after those frames anyway.
    /// </summary>
    public void StartInBackground()
    {
        _first.MoveToBackground();
        _sentFsn = Queue.PublishedFsn;
        EnsureStarted();
    }

    /// <summary>
    /// Ends the wait for a first connection. Before that connection no row is queued, so that closing has nothing to wait for.
    /// </summary>
    public Task AbandonFirstConnectionAsync() => _first.TryAbandon() ? _stop.CancelAsync() : Task.CompletedTask;

    /// <summary>Throws for a level that servers do not report on this connection.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>.</exception>
    public void ThrowIfLevelUnsupported(AckLevel level)
    {
        if (level == AckLevel.Durable && !Settings.Delivery.RequestDurableAck)
        {
            throw new QuestDbException(ErrorCode.InvalidState,
                "Servers tell when rows are durable only with request_durable_ack=on in the connect string (QuestDB Enterprise).");
        }
    }

    /// <summary>Waits until frames have reached a level; those in quarantine never do.</summary>
    /// <exception cref="QuestDbException">Delivery has stopped.</exception>
    /// <exception cref="RejectedException">One of the frames was rejected.</exception>
    public async ValueTask WaitAsync(
        AckLevel level, long firstFsn, long lastFsn, FrameTables? tables, CancellationToken cancellationToken)
    {
        await Queue.WaitAckedAsync(level, lastFsn, Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        _state.Skips.ThrowIfAny(level, firstFsn, lastFsn, tables?.Names is [var table] ? table : null);
    }

    /// <summary>The transactions that acks have named for the tables of accepted rows.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="firstFsn">First frame of the rows.</param>
    /// <param name="lastFsn">Last frame of the rows.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.NotVisible"/>: a table was dropped after it had taken the rows.</exception>
    public IReadOnlyList<TableTransaction> TransactionsOf(FrameTables tables, long firstFsn, long lastFsn)
    {
        var transactions = new List<TableTransaction>(tables.Names.Length);
        foreach (string table in tables.Names)
        {
            // A table that no ack has named has no transactions: its rows are visible once they are accepted.
            if (!_state.Tables.TryGet(table, out TableTransaction transaction, out long since)) continue;
            // Which of the frames of several tables hold rows of this one is not known any more.
            if ((tables.Names.Length == 1 ? firstFsn : lastFsn) < since)
            {
                throw new QuestDbException(ErrorCode.NotVisible,
                    $"The rows were accepted, but can't be waited for: table {table} was dropped since, and perhaps made again.")
                {
                    Table = table,
                };
            }

            if (transaction.Accepted >= 0) transactions.Add(transaction);
        }

        return transactions;
    }

    /// <summary>Tells of rows that were accepted and can't be put into a frame.</summary>
    public void TellDropped(int rows, QuestDbException error) => _state.Events.Dropped(rows, error);

    /// <summary>Ends the loop; frames that are unacknowledged stay in the queue.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _wake.Set(WakeReasons.Control);
        await _first.Loop.ConfigureAwait(false);
        _stop.Dispose();
    }

    private void Run()
    {
        try
        {
            long started = Environment.TickCount64;
            while (!_stop.IsCancellationRequested)
            {
                DeliveryConnection? connection = Connect(started);
                if (connection is null || !Serve(connection)) break;
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The loop was stopped; this is its normal end.
        }
        catch (Exception e)
        {
            _state.Stop(e as QuestDbException
                ?? new QuestDbException(ErrorCode.InvalidState, $"Delivery failed unexpectedly: {e.Message}", e),
                _endpoints.Current);
        }
        finally
        {
            _first.LoopEnded();
        }
    }

    /// <exception cref="OperationCanceledException">Delivery is to stop.</exception>
    private void Pause(TimeSpan pause)
    {
        _stop.Token.WaitHandle.WaitOne(pause);
        _stop.Token.ThrowIfCancellationRequested();
    }

    private void Published(bool isMuch) => _wake.Set(isMuch ? WakeReasons.Frames | WakeReasons.ManyBytes : WakeReasons.Frames);

    private Backoff NewBackoff() => new(Settings.Reconnect.InitialBackoff, Settings.Reconnect.MaxBackoff, Jitter.Equal);
}
