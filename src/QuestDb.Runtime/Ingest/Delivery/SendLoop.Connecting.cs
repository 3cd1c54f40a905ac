using QuestDb.Errors;
using QuestDb.Transport;

namespace QuestDb.Ingest.Delivery;

/// <content>Finding a server: rounds over the endpoints, with a pause after each that found none.</content>
internal sealed partial class SendLoop
{
    /// <summary>Connects to the best endpoint that can be reached; null when there is to be no connection.</summary>
    /// <param name="started">When the loop began, in ticks of <see cref="Environment.TickCount64"/>.</param>
    private async Task<DeliveryConnection?> ConnectAsync(long started)
    {
        while (true)
        {
            HostRound round = _endpoints.BeginRound();
            while (round.MoveNext())
            {
                _endpoints.Use(round);
                QwpSocket socket;
                int frameLimit;
                try
                {
                    socket = await _state.Context.Transport.ConnectAsync(round.Endpoint, QwpRoute.Ingest, _stop.Token)
                        .ConfigureAwait(false);
                    round.Succeeded();
                    // Before any writer is let go, who cuts frames by it.
                    frameLimit = _state.Context.FrameLimit.Lower(socket.MaxBatchBytes);
                    _state.Events.Connected(round.Endpoint);
                    _first.Connected();
                }
                catch (QuestDbException e)
                {
                    round.Failed(e);
                    _state.Events.Tell(ClientEventKind.ConnectFailed, round.Endpoint, error: e);
                    if (e.Verdict != Verdict.Terminal) continue;
                    GiveUp(e);
                    return null;
                }

                return new DeliveryConnection(socket, _state, frameLimit, _wake, _stop.Token);
            }

            QuestDbException failure = round.Failure();
            if (IsFinal(failure, started))
            {
                GiveUp(failure);
                return null;
            }

            _endpoints.Forget();
            await Task.Delay(_pace.AfterRound(round), _stop.Token).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Whether a round without a connection was the last: a delivery that runs goes on for ever, unless its policy says otherwise or
    /// the cluster as a whole can't do what it was asked for; a first connection follows <c>initial_connect_retry</c>.
    /// </summary>
    private bool IsFinal(QuestDbException failure, long started)
    {
        if (failure.Code == ErrorCode.DurableAckUnavailable) return true;
        return _first.IsAwaited ? _first.IsOver(TimeSpan.FromMilliseconds(Environment.TickCount64 - started)) : _policy.EndsWithoutServer;
    }

    /// <summary>Tells who waits for the first connection that there is none, or ends delivery.</summary>
    private void GiveUp(QuestDbException failure)
    {
        if (!_first.IsAwaited)
        {
            _state.Stop(failure, _endpoints.Current);
            return;
        }

        _endpoints.Forget();
        _first.Fail(failure);
    }
}
