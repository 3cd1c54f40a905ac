using QuestDb.Testing.Faults;

namespace QuestDb.IntegrationTests.FaultMatrix;

internal static partial class FaultCases
{
    private static IEnumerable<FaultCase> OfRejections() =>
    [
        .. Final(0x03, "SCHEMA_MISMATCH"),
        .. Final(0x05, "PARSE_ERROR"),
        .. Passing(0x06, "INTERNAL_ERROR"),
        .. Final(0x08, "SECURITY_ERROR"),
        .. Passing(0x09, "WRITE_ERROR"),
        .. Passing(0x0A, "CANCELLED"),
        .. Passing(0x0B, "LIMIT_EXCEEDED"),
        .. NotWritable(),
        .. Passing(0x0D, "DICTIONARY_GAP"),
        .. Passing(0x7F, "a status that is not known"),
        .. NotStored(),
        Quarantined(0x03, "SCHEMA_MISMATCH"),
        Quarantined(0x09, "WRITE_ERROR") with { EventsWithThree = [FailedOver] },
    ];

    private static IEnumerable<FaultCase> Final(byte status, string name) =>
    [
        Stops(name + " once", "stops: the same bytes would be rejected again", Rejection(status)),
        Stops(name + " for ever", "as above", Rejection(status).Forever()),
    ];

    private static IEnumerable<FaultCase> Passing(byte status, string name) =>
    [
        new(name + " once", "sends the frame again", cluster => Everywhere(cluster, Rejection(status))) { Events = [Rejected] },
        Stops(name + " for ever", "sends the frame again, up to `max_frame_rejections` times, then stops",
            Rejection(status).Forever()) with { EventsWithThree = [FailedOver] },
    ];

    private static IEnumerable<FaultCase> NotWritable() =>
    [
        new("NOT_WRITABLE once", "sends the frame again, to another endpoint if there is one",
            static cluster => Strike(cluster, Rejection(0x0C)))
        {
            Events = [Rejected],
            EventsWithThree = [FailedOver],
        },
        new("NOT_WRITABLE for ever", "goes to another endpoint; waits while none takes writes",
            static cluster => Strike(cluster, Rejection(0x0C).Forever()))
        {
            WithOne = Ending.Waits,
            Events = [Rejected],
            EventsWithThree = [FailedOver],
        },
    ];

    private static IEnumerable<FaultCase> NotStored() =>
    [
        new("acknowledged and not stored", "sees that the ack does not show the rows, and sends them again",
            static cluster => Strike(cluster, Fault.LoseRows().Containing(FaultRun.Mark)))
        {
            Events = [Rejected],
        },
        new("acknowledged and not stored, for ever",
            "sends the rows again once, then sets them aside and goes on; `ReadQuarantine<T>()` gives them back",
            static cluster => Everywhere(cluster, Fault.LoseRows().Containing(FaultRun.Mark).Forever()))
        {
            WithOne = Ending.Quarantined,
            WithThree = Ending.Quarantined,
            Events = [Rejected, SetAside],
            Error = ErrorCode.Rejected,
        },
    ];

    private static FaultCase Stops(string name, string does, Fault fault) => new(name, does, cluster => Everywhere(cluster, fault))
    {
        WithOne = Ending.Stopped,
        WithThree = Ending.Stopped,
        Events = [Rejected, new(ClientEventKind.Stopped, ErrorCode.Rejected)],
        Error = ErrorCode.Rejected,
    };

    private static FaultCase Quarantined(byte status, string name) => new(name + " for ever, `on_server_error=quarantine`",
        "sets the frame aside and goes on; `ReadQuarantine<T>()` gives its rows back",
        cluster => Everywhere(cluster, Rejection(status).Forever()))
    {
        Keys = "on_server_error=quarantine;",
        WithOne = Ending.Quarantined,
        WithThree = Ending.Quarantined,
        Events = [Rejected, SetAside],
        Error = ErrorCode.Rejected,
    };

    private static Told Rejected => new(ClientEventKind.Rejected, ErrorCode.Rejected);

    /// <summary>The one marked frame is rejected, wherever it comes; others pass.</summary>
    private static Fault Rejection(byte status) => Fault.Reject(status, "not this frame").Containing(FaultRun.Mark);

    private static Task Everywhere(FaultCluster cluster, Fault fault)
    {
        cluster.Everywhere(fault);
        return Task.CompletedTask;
    }
}
