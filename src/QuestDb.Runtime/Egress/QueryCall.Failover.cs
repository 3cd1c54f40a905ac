using QuestDb.Egress.Requests;
using QuestDb.Shared.Sql;
using QuestDb.Threading;

namespace QuestDb.Egress;

/// <content>Failover to another connection. All of it happens within a call of the consumer, including callbacks.</content>
internal sealed partial class QueryCall
{
    private FailoverBudget? _budget;

    private bool MayRunTwice => Options.Replay || SqlVerb.OnlyReads(Sql);

    /// <summary>Whether the query may start again after an error of its connection. Called by a run, under its lock.</summary>
    /// <param name="e">The error.</param>
    /// <param name="isHandedOut">Whether the caller has seen something of the result.</param>
    public bool MayFailOver(QuestDbException e, bool isHandedOut) =>
        Settings.Failover.Enabled
        && e.Code is ErrorCode.ConnectionLost or ErrorCode.ProtocolError
        && MayRunTwice
        && (!isHandedOut || Options.OnFailoverReset is not null);

    /// <summary>Throws while a failover callback runs, for calls that only one thread at a time may make.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>.</exception>
    public void ThrowIfInCallback() => _callbacks.ThrowIfRunning();

    /// <summary>Begins another run, or ends the query and throws; after a cancellation the broken run reports it.</summary>
    /// <param name="blocking">Whether to block the thread, so that the returned task is complete.</param>
    private async Task FailOverAsync(bool blocking)
    {
        QueryRun broken = Run;
        if (!_current.TryBeginFailover(out CancellationToken stop)) return;
        FailoverBudget budget = _budget ??= new FailoverBudget(Settings.Failover);
        budget.Start();
        try
        {
            await RunElsewhereAsync(new Outage(broken.Endpoint, broken.Broken!), budget, stop, blocking).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The cancellation has ended the broken run, which reports it to the consumer.
        }
        catch (Exception e)
        {
            broken.End(e);
            throw;
        }
        finally
        {
            budget.Stop();
        }
    }

    private async Task RunElsewhereAsync(Outage outage, FailoverBudget budget, CancellationToken stop, bool blocking)
    {
        Report(FailoverPhase.Disconnected, outage, budget);
        while (!outage.IsOver && budget.TryNext(out TimeSpan pause))
        {
            await PauseAsync(pause, stop, blocking).ConfigureAwait(false);
            Report(FailoverPhase.Retrying, outage, budget);
            QueryConnection? connection = await TryConnectAsync(outage, budget.Remaining, stop, blocking).ConfigureAwait(false);
            if (connection is null) continue;

            Report(FailoverPhase.Reset, outage, budget, connection.Endpoint);
            if (Options.OnFailoverReset is { } reset)
            {
                _callbacks.Call(reset, new FailoverReset(outage.Endpoint, connection.Endpoint, budget.Attempts,
                    connection.NextRequestId, connection.Info, outage.Error));
            }

            if (TryBegin(connection, outage)) return;
            stop.ThrowIfCancellationRequested();
        }

        QuestDbException final = Run.InDoubt(outage.Final(budget));
        Report(FailoverPhase.GaveUp, outage, budget, final: final);
        throw final;
    }

    /// <summary>Sends the query on a new connection; false when that broke, or when the query was cancelled meanwhile.</summary>
    private bool TryBegin(QueryConnection connection, Outage outage)
    {
        var run = new QueryRun(this);
        try
        {
            connection.Begin(run);
        }
        catch (QuestDbException e) when (e.Code == ErrorCode.ConnectionLost)
        {
            outage.Last = e;
            return false;
        }

        if (_current.TryReplace(run)) return true;
        // The query was cancelled, so that nobody waits for the end of the new run.
        connection.Dispose();
        return false;
    }

    private async Task<QueryConnection?> TryConnectAsync(Outage outage, TimeSpan? remaining, CancellationToken stop, bool blocking)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (remaining is { } time) limit.CancelAfter(time);
        try
        {
            ValueTask<QueryConnection> connecting = _session.ConnectAsync(limit.Token);
            return blocking ? BlockingWait.For(connecting) : await connecting.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            outage.TimedOut();
        }
        catch (QuestDbException e)
        {
            outage.Failed(e);
            _session.Pool.Endpoints.Forget();
        }

        return null;
    }

    /// <summary>Waits. Disposing the client ends the wait, and the attempt that follows then fails.</summary>
    private async Task PauseAsync(TimeSpan pause, CancellationToken stop, bool blocking)
    {
        using var wake = CancellationTokenSource.CreateLinkedTokenSource(stop, _session.Pool.Endpoints.Closing);
        if (blocking) wake.Token.WaitHandle.WaitOne(pause);
        else await Task.Delay(pause, wake.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.ThrowIfCancellationRequested();
    }

    private void Report(
        FailoverPhase phase, Outage outage, FailoverBudget budget, string? newEndpoint = null, QuestDbException? final = null)
    {
        if (Options.OnFailoverProgress is { } progress)
        {
            _callbacks.Call(progress,
                new FailoverProgress(phase, outage.Endpoint, newEndpoint, budget.Attempts, budget.Elapsed, outage.Error, final));
        }
    }
}
