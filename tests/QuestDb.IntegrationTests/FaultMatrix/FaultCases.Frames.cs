using QuestDb.Testing.Faults;

namespace QuestDb.IntegrationTests.FaultMatrix;

internal static partial class FaultCases
{
    private const string Replays = "reconnects and sends again from the first frame without an ack";

    private static IEnumerable<FaultCase> OfFrames() =>
    [
        Lost("half of a frame arrives, connection dropped", Fault.DropMidMessage()),
        Lost("dropped before the commit", Fault.DropBeforeCommit()),
        Lost("dropped before the ack", Fault.DropBeforeAck()),
        Lost("dropped after the ack", Fault.DropAfterAck()),
        Lost("half an ack, connection dropped", Fault.HalfAck()),
        Lost("garbage for an ack", Fault.GarbageAck()) with { Events = [Disconnected(ErrorCode.ProtocolError)] },
        Lost("close 1001, going away", Fault.CloseIngest(1001, "going away")),
        Lost("close 1008, policy violation", Fault.CloseIngest(1008, "policy")),
        Lost("close 1009, message too big", Fault.CloseIngest(1009, "too big")),
        Lost("close 4001, role change", Fault.CloseIngest(4001, "role change")),
        new("close 1008 at one frame for ever", "counts it as a rejection of the frame: stops at `max_frame_rejections`", static cluster =>
        {
            cluster.Everywhere(Fault.CloseIngest(1008, "policy").Containing(FaultRun.Mark).Forever());
            return Task.CompletedTask;
        })
        {
            WithOne = Ending.Stopped,
            WithThree = Ending.Stopped,
            Events = [Disconnected(), Rejected, new(ClientEventKind.Stopped, ErrorCode.Rejected)],
            EventsWithThree = [FailedOver],
            Error = ErrorCode.Rejected,
        },
        new("slow: each ack is late", "waits for it",
            static cluster => Strike(cluster, Fault.DelayAck(TimeSpan.FromMilliseconds(5)).Forever())),
        new("acks never come", "waits: only the caller knows how long is too long (timeout of a wait)",
            static cluster => Strike(cluster, Fault.HangIngest().Forever()))
        {
            RepairAsync = static async cluster =>
            {
                cluster.Clear();
                await cluster.First.RestartAsync();
            },
            WithOne = Ending.Waits,
            WithThree = Ending.Waits,
        },
    ];

    /// <summary>The connection is lost once, in the midst of several frames.</summary>
    private static FaultCase Lost(string name, Fault fault) => new(name, Replays, cluster => Strike(cluster, fault.After(3)))
    {
        Events = [Disconnected()],
        EventsWithThree = [FailedOver],
    };
}
