using QuestDb.Configuration;
using QuestDb.Transport;

namespace QuestDb.Ingest;

/// <content>Finding a server: rounds over the endpoints, with a pause after each that found none.</content>
internal sealed partial class Delivery
{
    private readonly Backoff _backoff;

    /// <summary>Endpoints whose last connection ended before any progress: the others come first.</summary>
    private readonly bool[] _refusing;
    private int _host;
    private int _frameLimit;

    private HostHealth Hosts => _state.Context.Hosts;

    /// <summary>Connects to the best endpoint that can be reached; null when there is to be no connection.</summary>
    private async Task<QwpSocket?> ConnectAsync(long started)
    {
        while (true)
        {
            HostRound round = Hosts.BeginRound(_refusing);
            while (round.MoveNext())
            {
                _host = round.Host;
                try
                {
                    QwpSocket socket = await _state.Context.Transport.ConnectAsync(round.Endpoint, QwpRoute.Ingest, _stop.Token).ConfigureAwait(false);
                    round.Succeeded();
                    // Before any writer is let go, who cuts frames by it.
                    _frameLimit = _state.Context.FrameLimit.Meet(socket.MaxBatchBytes);
                    Connected(round.Endpoint);
                    return socket;
                }
                catch (QuestDbException e)
                {
                    round.Failed(e);
                    _state.Events.Tell(ClientEventKind.ConnectFailed, round.Endpoint, error: e);
                    if (e.Verdict != Verdict.Terminal) continue;
                    GiveUp(e);
                    return null;
                }
            }

            QuestDbException failure = round.Failure();
            if (IsFinal(failure, started))
            {
                GiveUp(failure);
                return null;
            }

            Hosts.Forget();
            await Task.Delay(round.OnlyRoleRejects ? _backoff.NextAfterRoleRejects() : _backoff.Next(), _stop.Token).ConfigureAwait(false);
        }
    }

    private void Connected(Endpoint endpoint)
    {
        _state.Events.Connected(endpoint);
        lock (_gate)
        {
            _everConnected = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>
    /// Whether a round without a connection was the last: a sender that runs goes on for ever, unless the cluster as a whole can't
    /// do what it was asked for; a first connection follows <c>initial_connect_retry</c>.
    /// </summary>
    private bool IsFinal(QuestDbException failure, long started)
    {
        if (failure.Code == ErrorCode.DurableAckUnavailable) return true;
        if (_everConnected || ConnectsInBackground) return false;
        return FirstConnection == InitialConnectRetry.Off || Environment.TickCount64 - started >= Settings.Reconnect.MaxDuration.TotalMilliseconds;
    }

    /// <summary>Tells who waits for the first connection that there is none, or ends delivery.</summary>
    private void GiveUp(QuestDbException failure)
    {
        if (_everConnected || ConnectsInBackground)
        {
            _state.Stop(failure, Hosts.Endpoints[_host]);
            return;
        }

        Hosts.Forget();
        lock (_gate)
        {
            _initialFailure = failure;
            Monitor.PulseAll(_gate);
        }
    }
}
