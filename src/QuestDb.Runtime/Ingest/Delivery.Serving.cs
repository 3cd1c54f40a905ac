using QuestDb.Configuration;
using QuestDb.Transport;

namespace QuestDb.Ingest;

/// <content>One connection after the other, and what follows when one ends.</content>
internal sealed partial class Delivery
{
    /// <summary>Close codes by which a server hands its clients over: a normal end, going away, a changed role. They say nothing against a frame.</summary>
    private const int NormalClosure = 1000;
    private const int GoingAway = 1001;
    private const int RoleChanged = 4001;

    /// <summary>Attempts with a symbol above the limit after which a drainer gives its slot up.</summary>
    private const int MaxSymbolGaps = 16;

    private readonly PoisonTracker _symbolGap;
    private long _sentFsn = -1;
    private bool _hadProgress = true;

    /// <summary>Sends and takes acks until the connection ends; false when delivery does.</summary>
    private async Task<bool> ServeAsync(QwpSocket socket)
    {
        var connection = new DeliveryConnection(socket, _state, _frameLimit, _wake, _stop.Token);
        if (_sentFsn >= connection.FirstFsn) _state.Events.Tell(ClientEventKind.Replayed, socket.Endpoint, connection.FirstFsn, _sentFsn);
        DeliveryEnd end = await connection.RunAsync().ConfigureAwait(false);
        _sentFsn = Math.Max(_sentFsn, connection.SentFsn);
        if (end.Kind == DeliveryEndKind.Stopped) return false;

        bool wasFruitless = !_hadProgress;
        NoteProgress(connection);
        NextStep next = Judge(end, connection, socket.Endpoint, out TimeSpan? pause);
        if (next == NextStep.Stop) return false;
        // A server that takes connections and nothing else is not stormed. But one that hands over says so at once, and another
        // may be waiting: only when that goes on without progress there are pauses.
        pause ??= next == NextStep.PassOver || _hadProgress || (next == NextStep.RetryElsewhere && !wasFruitless) ? TimeSpan.Zero : _backoff.Next();
        if (pause > TimeSpan.Zero) await Task.Delay(pause.Value, _stop.Token).ConfigureAwait(false);
        return true;
    }

    private void NoteProgress(DeliveryConnection connection)
    {
        _poison.Accepted(connection.AcceptedFsn);
        _hadProgress = connection.AcceptedFsn >= connection.FirstFsn;
        if (_hadProgress)
        {
            _backoff.Reset();
            Array.Clear(_refusing);
        }
        else
        {
            _refusing[_host] = true;
            if (Array.TrueForAll(_refusing, static refusing => refusing))
            {
                // All alike: the next one is any but this.
                Array.Clear(_refusing);
                _refusing[_host] = true;
            }
        }
    }

    private NextStep Judge(DeliveryEnd end, DeliveryConnection connection, Endpoint endpoint, out TimeSpan? pause)
    {
        pause = null;
        NextStep next;
        switch (end.Kind)
        {
            case DeliveryEndKind.Rejected:
                bool isData = connection.TryGetFsn(end.Answer.Sequence, out long fsn);
                next = _rejections.Rejected(end.Answer, isData ? fsn : connection.AcceptedFsn + 1, !isData, endpoint);
                if (next == NextStep.RetryElsewhere) Hosts.Failed(_host, Verdict.WrongRole);
                break;
            case DeliveryEndKind.FrameTooLarge:
                Hosts.Lost(_host);
                next = _rejections.TooLarge(end.Bytes, _frameLimit, _state.Skips.Extend(connection.AcceptedFsn) + 1, endpoint);
                if (next != NextStep.Stop && next != NextStep.PassOver) pause = _poison.NextPause();
                break;
            case DeliveryEndKind.SymbolTooLarge:
                Hosts.Lost(_host);
                next = SymbolTooLarge(end.Bytes, connection, endpoint);
                break;
            default:
                return JudgeLoss(end.Error!, connection, endpoint, out pause);
        }

        if (next == NextStep.Retry) pause = _poison.NextPause();
        return next;
    }

    private NextStep JudgeLoss(QuestDbException error, DeliveryConnection connection, Endpoint endpoint, out TimeSpan? pause)
    {
        pause = null;
        if (error.Code is ErrorCode.StoreFailed)
        {
            // The frame can't be read any more; what stands behind it must not overtake it.
            _state.Stop(error, endpoint);
            return NextStep.Stop;
        }

        _state.Events.Tell(ClientEventKind.Disconnected, endpoint, Queue.AckedFsn + 1, connection.SentFsn, error);
        if (error.CloseCode == RoleChanged) Hosts.Failed(_host, Verdict.WrongRole);
        else Hosts.Lost(_host);
        if (error.CloseCode is NormalClosure or GoingAway or RoleChanged) return NextStep.RetryElsewhere;

        long suspect = connection.AcceptedFsn + 1;
        // A connection that breaks without a word is the network's doing; a close is the answer of somebody who read the frame.
        if (error.CloseCode is null || suspect > connection.SentFsn) return NextStep.Retry;
        NextStep next = _rejections.Closed(error, suspect, endpoint);
        if (next == NextStep.Retry) pause = _poison.NextPause();
        return next;
    }

    /// <summary>A symbol was queued under a larger limit: a sender waits for a server with such a limit, a drainer not for ever.</summary>
    private NextStep SymbolTooLarge(int bytes, DeliveryConnection connection, Endpoint endpoint)
    {
        long fsn = connection.AcceptedFsn + 1;
        var error = new QuestDbException(ErrorCode.RowTooLarge,
            $"A symbol that frame FSN {fsn} needs takes a frame of {bytes:N0} bytes and the limit of {endpoint} is {_frameLimit:N0} (X-QWP-Max-Batch-Size); it waits for a server with a larger one.");
        _state.Events.Tell(ClientEventKind.Disconnected, endpoint, fsn, connection.SentFsn, error);
        if (!_symbolGap.Strike(fsn) || !_policy.EndsAtOversizedSymbol) return NextStep.RetryElsewhere;
        _state.Stop(error, endpoint);
        return NextStep.Stop;
    }
}
