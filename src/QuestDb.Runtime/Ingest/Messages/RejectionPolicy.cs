using QuestDb.Configuration;
using QuestDb.Configuration.Values;

namespace QuestDb.Ingest.Messages;

/// <summary>
/// Maps a rejection to what delivery does (QuestDB documentation, connect string reference, "Error handling"; the statuses are
/// on the ingress page).
/// </summary>
internal static class RejectionPolicy
{
    /// <summary>
    /// The action on a status: that of the status's own key, else of <c>on_server_error</c>, else the built-in one. A status without a
    /// key of its own always has the built-in action. <c>on_server_error=quarantine</c> replaces a built-in stop, not a built-in retry.
    /// </summary>
    public static RejectionAction ActionOn(StatusCode status, ClientSettings settings) => status switch
    {
        StatusCode.SchemaMismatch => Ending(settings.Rejection.OnSchemaError, settings),
        StatusCode.ParseError => Ending(settings.Rejection.OnParseError, settings),
        StatusCode.SecurityError => Ending(settings.Rejection.OnSecurityError, settings),
        StatusCode.InternalError => Passing(settings.Rejection.OnInternalError, settings),
        StatusCode.WriteError => Passing(settings.Rejection.OnWriteError, settings),
        // The node accepts no writes at all; the frame is not the reason.
        StatusCode.NotWritable => RejectionAction.RetriableOther,
        // A gap in the dictionary ends with its connection, since the next one starts with an empty dictionary. A status that only a
        // newer server knows is retried: a wrong guess costs a retry, not the rows.
        _ => RejectionAction.Retriable,
    };

    /// <summary>The action on a frame that was refused too often, for whatever reasons.</summary>
    public static RejectionAction ActionOnPoison(ClientSettings settings) =>
        settings.Rejection.OnServerError == RejectionAction.Quarantine ? RejectionAction.Quarantine : RejectionAction.Terminal;

    private static RejectionAction Ending(RejectionAction? own, ClientSettings settings) =>
        own ?? settings.Rejection.OnServerError ?? RejectionAction.Terminal;

    private static RejectionAction Passing(RejectionAction? own, ClientSettings settings)
    {
        RejectionAction? general = settings.Rejection.OnServerError == RejectionAction.Quarantine ? null : settings.Rejection.OnServerError;
        return own ?? general ?? RejectionAction.Retriable;
    }
}
