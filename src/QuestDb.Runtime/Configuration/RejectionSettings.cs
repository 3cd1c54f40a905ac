using QuestDb.Configuration.Values;

namespace QuestDb.Configuration;

/// <summary>
/// What follows when the server rejects a frame. An action that is null is left to <see cref="OnServerError"/>, then to the status.
/// </summary>
internal sealed record RejectionSettings
{
    public RejectionAction? OnServerError { get; init; }

    public RejectionAction? OnSchemaError { get; init; }

    public RejectionAction? OnParseError { get; init; }

    public RejectionAction? OnInternalError { get; init; }

    public RejectionAction? OnSecurityError { get; init; }

    public RejectionAction? OnWriteError { get; init; }

    /// <summary>How often one frame may be rejected with a passing error.</summary>
    public int MaxPerFrame { get; init; } = 4;

    /// <summary>A frame that is rejected <see cref="MaxPerFrame"/> times is given up no earlier than this after the first time.</summary>
    public TimeSpan PoisonWindow { get; init; } = TimeSpan.FromMilliseconds(5_000);

    /// <summary>How long a server is tried whose frame limit is too small for an entry of the symbol dictionary.</summary>
    public TimeSpan CatchUpGapWindow { get; init; } = TimeSpan.FromMilliseconds(300_000);

    /// <summary>The same, but what the server rejects for good is set aside.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidConfiguration"/>: <c>on_server_error</c> says otherwise.</exception>
    public RejectionSettings WithQuarantine() => OnServerError is null or RejectionAction.Quarantine
        ? this with { OnServerError = RejectionAction.Quarantine }
        : throw ConnectString.Invalid(
            "\"on_server_error\" says something else than QuestDbOptions.Quarantine, which means \"on_server_error=quarantine\": "
            + "remove one of them.");

    /// <summary>The same, but delivery stops at what would be set aside.</summary>
    public RejectionSettings WithoutQuarantine() => this with
    {
        OnServerError = Stop(OnServerError),
        OnSchemaError = Stop(OnSchemaError),
        OnParseError = Stop(OnParseError),
        OnInternalError = Stop(OnInternalError),
        OnSecurityError = Stop(OnSecurityError),
        OnWriteError = Stop(OnWriteError),
    };

    public static IEnumerable<ConnectStringKey> Keys()
    {
        var keys = new KeyGroup<RejectionSettings>(KeySection.Delivery, static s => s.Rejection, static (s, r) => s with { Rejection = r });
        ConnectStringKey Action(string name, Func<RejectionSettings, RejectionAction?, RejectionSettings> set, string effect) =>
            keys.Choice(name, static _ => null, set, effect,
                ("auto", (RejectionAction?)null), ("terminal", RejectionAction.Terminal), ("retriable", RejectionAction.Retriable),
                ("retriable_other", RejectionAction.RetriableOther), ("quarantine", RejectionAction.Quarantine));

        return
        [
            Action("on_server_error", static (r, v) => r with { OnServerError = v },
                "what follows when the server rejects a frame, where no key below says otherwise"),
            Action("on_schema_error", static (r, v) => r with { OnSchemaError = v }, "the same for SCHEMA_MISMATCH; `auto` is `terminal`"),
            Action("on_parse_error", static (r, v) => r with { OnParseError = v }, "the same for PARSE_ERROR; `auto` is `terminal`"),
            Action("on_internal_error", static (r, v) => r with { OnInternalError = v },
                "the same for INTERNAL_ERROR; `auto` is `retriable`"),
            Action("on_security_error", static (r, v) => r with { OnSecurityError = v },
                "the same for SECURITY_ERROR; `auto` is `terminal`"),
            Action("on_write_error", static (r, v) => r with { OnWriteError = v }, "the same for WRITE_ERROR; `auto` is `retriable`"),
            keys.Integer("max_frame_rejections", 1, int.MaxValue, static r => r.MaxPerFrame, static (r, v) => r with { MaxPerFrame = v },
                "how often one frame may be rejected with a passing error, without any ack between, before that is final"),
            keys.Millis("poison_min_escalation_window_millis", 0, static r => r.PoisonWindow, static (r, v) => r with { PoisonWindow = v },
                "the least time over which those rejections must be spread"),
            keys.Millis("catch_up_cap_gap_min_escalation_window_millis", 0,
                static r => r.CatchUpGapWindow, static (r, v) => r with { CatchUpGapWindow = v },
                "how long servers are tried whose frame limit is too small for an entry of the symbol dictionary"),
        ];
    }

    private static RejectionAction? Stop(RejectionAction? action) =>
        action == RejectionAction.Quarantine ? RejectionAction.Terminal : action;
}
