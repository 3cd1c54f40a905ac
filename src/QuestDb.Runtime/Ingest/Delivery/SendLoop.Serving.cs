using QuestDb.Configuration.Values;

namespace QuestDb.Ingest.Delivery;

/// <content>Runs one connection after the other and decides what follows when one ends.</content>
internal sealed partial class SendLoop
{
    /// <summary>
    /// Close codes that are about the connection, not about a frame: normal end, going away, an error of the server's own, restart, too
    /// much to do, changed role. However often they come, delivery goes on when the server does.
    /// </summary>
    private const int NormalClosure = 1000;
    private const int GoingAway = 1001;
    private const int InternalError = 1011;
    private const int ServiceRestart = 1012;
    private const int TryAgainLater = 1013;
    private const int RoleChanged = 4001;

    /// <summary>Attempts with a symbol above the limit after which a drainer gives up its slot.</summary>
    private const int MaxSymbolGaps = 16;

    private readonly PoisonTracker _symbolGap;
    private long _sentFsn = -1;

    /// <summary>Sends frames and takes acks until the connection ends; false when delivery ends with it.</summary>
    private bool Serve(DeliveryConnection connection)
    {
        if (_sentFsn >= connection.FirstFsn)
        {
            _state.Events.Post(ClientEventKind.Replayed, connection.Endpoint, connection.FirstFsn, _sentFsn);
        }

        DeliveryEnd end = connection.Run();
        _sentFsn = Math.Max(_sentFsn, connection.SentFsn);
        if (end.Kind == DeliveryEndKind.Stopped) return false;

        bool hadProgress = connection.AcceptedFsn >= connection.FirstFsn;
        _poison.Accepted(connection.AcceptedFsn);
        _pace.Ended(hadProgress);
        _endpoints.Ended(hadProgress);
        NextStep next = DecideNext(end, connection, out TimeSpan? pause);
        if (next == NextStep.Stop) return false;
        pause ??= _pace.BeforeReconnect(next);
        if (pause > TimeSpan.Zero) Pause(pause.Value);
        return true;
    }

    private NextStep DecideNext(DeliveryEnd end, DeliveryConnection connection, out TimeSpan? pause)
    {
        Endpoint endpoint = connection.Endpoint;
        pause = null;
        NextStep next;
        switch (end.Kind)
        {
            case DeliveryEndKind.Rejected:
                bool isData = connection.TryGetFsn(end.Answer.Sequence, out long fsn);
                next = _rejections.Rejected(end.Answer, isData ? fsn : connection.AcceptedFsn + 1, !isData, endpoint);
                if (next == NextStep.RetryElsewhere) _endpoints.WrongRole();
                break;
            case DeliveryEndKind.FrameTooLarge:
                _endpoints.Lost();
                next = _rejections.TooLarge(end.Bytes, connection.FrameLimit, _state.Skips.Extend(connection.AcceptedFsn) + 1, endpoint);
                if (next != NextStep.Stop && next != NextStep.Skip) pause = _poison.NextPause();
                break;
            case DeliveryEndKind.SymbolTooLarge:
                _endpoints.Lost();
                next = SymbolTooLarge(end.Bytes, connection);
                break;
            default:
                return DecideAfterLoss(end.Error!, connection, out pause);
        }

        if (next == NextStep.Retry) pause = _poison.NextPause();
        return next;
    }

    private NextStep DecideAfterLoss(QuestDbException error, DeliveryConnection connection, out TimeSpan? pause)
    {
        Endpoint endpoint = connection.Endpoint;
        pause = null;
        if (error.Code is ErrorCode.StoreFailed)
        {
            // The frame can't be read from disk any more, and the frames after it must not overtake it.
            _state.Stop(error, endpoint);
            return NextStep.Stop;
        }

        _state.Events.Post(ClientEventKind.Disconnected, endpoint, Queue.AckedFsn + 1, connection.SentFsn, error);
        if (error.CloseCode == RoleChanged) _endpoints.WrongRole();
        else _endpoints.Lost();
        if (error.CloseCode is NormalClosure or GoingAway or InternalError or ServiceRestart or TryAgainLater or RoleChanged)
            return NextStep.RetryElsewhere;

        long suspect = connection.AcceptedFsn + 1;
        // A connection that breaks without a close code points to the network. A close code comes from a peer that has read the frame.
        if (error.CloseCode is null || suspect > connection.SentFsn) return NextStep.Retry;
        NextStep next = _rejections.Closed(error, suspect, endpoint);
        if (next == NextStep.Retry) pause = _poison.NextPause();
        return next;
    }

    /// <summary>
    /// Handles a symbol that was queued under a larger limit: a sender waits for a server with such a limit, a drainer
    /// gives up in time.
    /// </summary>
    private NextStep SymbolTooLarge(int bytes, DeliveryConnection connection)
    {
        Endpoint endpoint = connection.Endpoint;
        long fsn = connection.AcceptedFsn + 1;
        var error = new QuestDbException(ErrorCode.RowTooLarge,
            $"A symbol that frame FSN {fsn} needs takes a frame of {bytes:N0} bytes and the limit of {endpoint} is "
            + $"{connection.FrameLimit:N0} (X-QWP-Max-Batch-Size); it waits for a server with a larger one.");
        _state.Events.Post(ClientEventKind.Disconnected, endpoint, fsn, connection.SentFsn, error);
        if (!_symbolGap.Strike(fsn) || !_policy.EndsAtOversizedSymbol) return NextStep.RetryElsewhere;
        _state.Stop(error, endpoint);
        return NextStep.Stop;
    }
}
