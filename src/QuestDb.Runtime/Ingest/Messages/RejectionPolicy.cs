using QuestDb.Configuration;
using QuestDb.Configuration.Values;

namespace QuestDb.Ingest.Messages;

/// <summary>
/// What a rejection means for delivery (QuestDB documentation, connect string reference, "Error handling";
/// statuses of the ingress page).
/// </summary>
internal static class RejectionPolicy
{
    /// <summary>
    /// What follows a status: the key of its kind, else <c>on_server_error</c>, else what is built in. Statuses without a key have
    /// one meaning only. <c>on_server_error=quarantine</c> takes the place of built-in ends, not of built-in retries.
    /// </summary>
    public static RejectionAction ActionOn(StatusCode status, ClientSettings settings) => status switch
    {
        StatusCode.SchemaMismatch => Ending(settings.Rejection.OnSchemaError, settings),
        StatusCode.ParseError => Ending(settings.Rejection.OnParseError, settings),
        StatusCode.SecurityError => Ending(settings.Rejection.OnSecurityError, settings),
        StatusCode.InternalError => Passing(settings.Rejection.OnInternalError, settings),
        StatusCode.WriteError => Passing(settings.Rejection.OnWriteError, settings),
        // The node takes no writes, whatever the frame.
        StatusCode.NotWritable => RejectionAction.RetriableOther,
        // A gap is one of the connection: on the next one the dictionary begins anew. A status of a newer server counts as a
        // passing one: a wrong guess costs a retry, not the rows.
        _ => RejectionAction.Retriable,
    };

    /// <summary>What follows when a frame was refused too often, whatever the reasons were.</summary>
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
