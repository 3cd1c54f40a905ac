using QuestDb.Errors;
using QuestDb.Transport;

namespace QuestDb.Ingest.Delivery;

/// <content>Finds a server: rounds over the endpoints, with a pause after each round that reached none.</content>
internal sealed partial class SendLoop
{
    /// <summary>Connects to the best endpoint that can be reached; null when the loop gives up.</summary>
    /// <param name="started">When the loop began, in ticks of <see cref="Environment.TickCount64"/>.</param>
    private DeliveryConnection? Connect(long started)
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
                    socket = _state.Context.Transport.Connect(round.Endpoint, QwpRoute.Ingest, _stop.Token);
                    round.Succeeded();
                    // The limit is set before writers are released, because they cut their frames by it.
                    frameLimit = _state.Context.FrameLimit.Lower(socket.MaxBatchBytes);
                    _state.Events.Connected(round.Endpoint);
                    _first.Connected();
                }
                catch (QuestDbException e)
                {
                    round.Failed(e);
                    _state.Events.Post(ClientEventKind.ConnectFailed, round.Endpoint, error: e);
                    if (e.Verdict != Verdict.Terminal) continue;
                    GiveUp(e);
                    return null;
                }

                return new DeliveryConnection(socket, _state, _rejections, frameLimit, _wake, _stop.Token);
            }

            QuestDbException failure = round.Failure();
            if (IsFinal(failure, started))
            {
                GiveUp(failure);
                return null;
            }

            _endpoints.Forget();
            Pause(_pace.AfterRound(round));
        }
    }

    /// <summary>
    /// Whether delivery gives up after a round without a connection. A delivery that was connected retries for ever, unless its policy
    /// says otherwise or no node of the cluster supports durable acks; a first connection follows <c>initial_connect_retry</c>.
    /// </summary>
    private bool IsFinal(QuestDbException failure, long started)
    {
        if (failure.Code == ErrorCode.DurableAckUnavailable) return true;
        return _first.IsAwaited ? _first.IsOver(TimeSpan.FromMilliseconds(Environment.TickCount64 - started)) : _policy.EndsWithoutServer;
    }

    /// <summary>Fails the writers that wait for the first connection, or stops delivery when nobody waits.</summary>
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
