using QuestDb.Configuration.Values;
using QuestDb.Ingest.Messages;
using QuestDb.Store.Quarantines;
using QuestDb.Store.Segments;
using QuestDb.Wire;

namespace QuestDb.Ingest.Delivery;

/// <summary>What delivery does after a connection ended.</summary>
internal enum NextStep
{
    /// <summary>Delivery has stopped.</summary>
    Stop,
    /// <summary>It goes on with the frame after the rejected one.</summary>
    Skip,
    /// <summary>The frame is sent again, after a pause.</summary>
    Retry,
    /// <summary>The frame is sent to another endpoint.</summary>
    RetryElsewhere,
}

/// <summary>
/// Decides what follows when a frame is rejected, and does it: posts the event, moves the frame to quarantine, or stops delivery.
/// </summary>
internal sealed class DeliveryRejections(DeliveryState state, Quarantine quarantine, PoisonTracker poison)
{
    private readonly RefusedTables _refused = new(state.Tables);

    private string Remedy => state.Settings.Rejection.OnServerError == RejectionAction.Quarantine
        ? ""
        : " With on_server_error=quarantine such a frame is set aside and the others go on.";

    /// <summary>Handles the rejection of a message by a server.</summary>
    /// <param name="answer">The server's answer.</param>
    /// <param name="fsn">The frame; for a catch-up frame, the data frame that needs it.</param>
    /// <param name="isCatchUp">
    /// Whether the message was a catch-up frame: it holds no rows that could go to quarantine, and the next frame needs it too.
    /// </param>
    /// <param name="endpoint">The server.</param>
    public NextStep Rejected(IngestAnswer answer, long fsn, bool isCatchUp, Endpoint endpoint)
    {
        RejectedSubject about = isCatchUp ? RejectedSubject.Unknown : SubjectOf(fsn, answer.Message);
        RejectionAction action = RejectionPolicy.ActionOn(answer.Status, state.Settings);
        if (action == RejectionAction.Retriable && (poison.Strike(fsn) || _refused.Contains(about.Tables, answer.Status)))
        {
            action = RejectionPolicy.ActionOnPoison(state.Settings);
            if (action == RejectionAction.Quarantine) _refused.Add(about.Tables, answer.Status);
        }

        if (isCatchUp && action == RejectionAction.Quarantine) action = RejectionAction.Terminal;
        string times = poison.Strikes > 1 && action != RejectionAction.RetriableOther ? $" {poison.Strikes} times" : "";
        string subject = isCatchUp ? $"the symbols that frame FSN {fsn} needs" : $"frame FSN {fsn}{about}";
        return Refused(action, fsn, about, endpoint, (byte)answer.Status, answer.Message,
            $"{endpoint} rejected {subject}{times}: {StatusNames.Of(answer.Status)}, \"{answer.Message}\".");
    }

    /// <summary>
    /// Handles a connection that was closed after a frame was sent and before it was answered: the server, or a proxy before it, may be
    /// unable to accept that frame.
    /// </summary>
    public NextStep Closed(QuestDbException why, long fsn, Endpoint endpoint)
    {
        if (!poison.Strike(fsn)) return NextStep.Retry;
        RejectedSubject about = SubjectOf(fsn, "");
        return Refused(RejectionPolicy.ActionOnPoison(state.Settings), fsn, about, endpoint, 0, why.Message,
            $"The connection was closed {poison.Strikes} times after frame FSN {fsn}{about} was sent, without an answer to it. "
            + why.Message);
    }

    /// <summary>Handles a frame that is larger than the server allows because it was cut for the limit of another server.</summary>
    public NextStep TooLarge(int bytes, int limit, long fsn, Endpoint endpoint)
    {
        RejectionAction action = poison.Strike(fsn) ? RejectionPolicy.ActionOnPoison(state.Settings) : RejectionAction.RetriableOther;
        RejectedSubject about = SubjectOf(fsn, "");
        string message = $"The frame has {bytes:N0} bytes and the limit of {endpoint} is {limit:N0} (X-QWP-Max-Batch-Size).";
        return Refused(action, fsn, about, endpoint, 0, message, $"Frame FSN {fsn}{about} can't be sent. {message}");
    }

    /// <summary>
    /// What a rejection is about. A frame that can't be read names nothing: what is done with it next meets the same error.
    /// </summary>
    private RejectedSubject SubjectOf(long fsn, string serverMessage)
    {
        if (!state.Queue.TryGet(fsn, out QueuedFrame frame)) return RejectedSubject.Unknown;
        try
        {
            byte[] buffer = [];
            return RejectedSubject.Of(
                SelfSufficientFrame.Of(state.Read(fsn, frame, 0, ref buffer, out _).Span, state.Dictionary), serverMessage);
        }
        catch (QuestDbException e) when (e.Code is ErrorCode.ProtocolError or ErrorCode.StoreFailed)
        {
            return RejectedSubject.Unknown;
        }
    }

    /// <summary>
    /// Handles a frame whose ack does not show that all its rows are stored: the first time they are to be sent again, the second time
    /// they are put into quarantine, whatever the settings say, because delivery goes on and no row may be dropped.
    /// </summary>
    /// <param name="fsn">The frame.</param>
    /// <param name="tables">The tables whose rows are not stored.</param>
    /// <param name="again">Whether it is the second time.</param>
    /// <param name="endpoint">The server.</param>
    /// <returns>False when the quarantine could not store them and delivery has stopped.</returns>
    public bool NotStored(long fsn, FrameTables tables, bool again, Endpoint endpoint)
    {
        string? misfit = again ? null : MisfitOf(fsn);
        bool isSetAside = again || misfit is not null;
        string follows = isSetAside ? $"{misfit}They are put into quarantine and delivery goes on." : "They are sent again.";
        var error = new RejectedException(
            $"{endpoint} acknowledged frame FSN {fsn}{(again ? " twice" : "")}, and the ack does not show that the rows of table {tables} "
            + $"are stored: a table that is dropped, and perhaps made again, while a connection writes to it loses them. {follows}",
            0, $"acknowledged, but not shown to be stored: rows of table {tables}", fsn, fsn)
        { Table = tables.Names[0] };
        state.Unstored.Set(fsn, tables, isSent: isSetAside);
        state.Events.Post(ClientEventKind.Rejected, endpoint, fsn, fsn, error);
        return !isSetAside || MoveToQuarantine(error, endpoint);
    }

    /// <summary>
    /// Puts a frame into quarantine before it is sent, if one of its columns would destroy a table that was dropped meanwhile, or replace
    /// the time of its rows.
    /// </summary>
    /// <param name="fsn">The frame.</param>
    /// <param name="endpoint">The server that would get it.</param>
    /// <param name="next">Whether delivery goes on; it does not when the quarantine could not store the frame.</param>
    /// <returns>Whether the frame is not to be sent.</returns>
    public bool Withholds(long fsn, Endpoint endpoint, out bool next)
    {
        next = true;
        if (MisfitOf(fsn) is not { } misfit) return false;
        RejectedSubject about = SubjectOf(fsn, "");
        var error = new RejectedException($"Frame FSN {fsn}{about} is not sent. {misfit}It is put into quarantine and delivery goes on.",
            0, misfit.TrimEnd(), fsn, fsn)
        {
            Table = about.Table,
            Column = about.Column,
        };
        state.Events.Post(ClientEventKind.Rejected, endpoint, fsn, fsn, error);
        next = MoveToQuarantine(error, endpoint);
        state.Release(state.Queue.AckedFsn);
        return true;
    }

    /// <summary>What makes a frame one that a table which was dropped must not get, as a sentence; or null.</summary>
    private string? MisfitOf(long fsn)
    {
        if (state.Remade.IsEmpty || !state.Queue.TryGet(fsn, out QueuedFrame frame)) return null;
        byte[] buffer = [];
        return state.Remade.FindColumn(state.Queue.Read(frame, ref buffer).Span, state.Dictionary, out string table) is { } column
            ? $"Table {table} was dropped, and its column {column} could be taken for the designated timestamp of the table that is made "
                + "in its place; CreateTableAsync, or a replay once it was made, sets this right. "
            : null;
    }

    private NextStep Refused(
        RejectionAction action, long fsn, RejectedSubject about, Endpoint endpoint, byte status, string serverMessage, string text)
    {
        string follows = action switch
        {
            RejectionAction.Quarantine => "It is put into quarantine and delivery goes on.",
            RejectionAction.Terminal => "Delivery has stopped, of every table; the rows from this frame on stay in the queue." + Remedy,
            RejectionAction.RetriableOther => "It is sent again, to another endpoint if there is one.",
            _ => "It is sent again.",
        };
        var error = new RejectedException($"{text} {follows}", status, serverMessage, fsn, fsn)
        {
            Table = about.Table,
            Column = about.Column,
        };
        state.Events.Post(ClientEventKind.Rejected, endpoint, fsn, fsn, error);
        switch (action)
        {
            case RejectionAction.Terminal:
                state.Stop(error, endpoint);
                return NextStep.Stop;
            case RejectionAction.Quarantine:
                return MoveToQuarantine(error, endpoint) ? NextStep.Skip : NextStep.Stop;
            case RejectionAction.RetriableOther:
                return NextStep.RetryElsewhere;
            default:
                return NextStep.Retry;
        }
    }

    /// <summary>
    /// Puts a frame into quarantine and only then lets it leave the queue; if the quarantine can't store it, the frame stays
    /// and delivery stops.
    /// </summary>
    private bool MoveToQuarantine(RejectedException error, Endpoint endpoint)
    {
        long fsn = error.FirstFsn;
        // The server rejected a frame that it had acknowledged before: the frame has left the queue, so that there is
        // nothing to quarantine.
        if (!state.Queue.TryGet(fsn, out QueuedFrame frame)) return true;
        try
        {
            byte[] buffer = [];
            quarantine.Add(fsn, SelfSufficientFrame.Of(state.Read(fsn, frame, 0, ref buffer, out _).Span, state.Dictionary), error.Status,
                error.ServerMessage, endpoint.ToString());
        }
        catch (QuestDbException failure)
        {
            state.Stop(error.With(
                $"{error.Message} But the quarantine did not take it, so that delivery has stopped and the rows from "
                + $"this frame on stay in the queue: {failure.Message}", fsn, fsn, failure), endpoint);
            return false;
        }

        state.Unstored.Remove(fsn);
        state.Skips.Add(fsn, error);
        state.Events.Post(ClientEventKind.Quarantined, endpoint, fsn, fsn, error);
        return true;
    }
}
