using QuestDb.Testing;
using QuestDb.Testing.Faults;

namespace QuestDb.IntegrationTests.FaultMatrix;

/// <summary>Every fault of the matrix: of connections and upgrades here, of frames and of rejections in the other parts.</summary>
internal static partial class FaultCases
{
    public static IReadOnlyList<FaultCase> All { get; } = [.. OfConnections(), .. OfFrames(), .. OfRejections()];

    private static IEnumerable<FaultCase> OfConnections() =>
    [
        new("connection refused", "reconnects with growing pauses, to any endpoint that answers",
            static c => Task.WhenAll(c.Failing.Select(static node => node.StopAsync())))
        {
            RepairAsync = static c => Task.WhenAll(c.Failing.Select(static node => node.RestartAsync())),
            WithOne = Ending.Waits,
            Events = [Disconnected(), NotConnected(ErrorCode.ConnectFailed)],
            EventsWithThree = [FailedOver],
        },
        Upgrade("connection dropped before the upgrade", "as above", ErrorCode.ConnectFailed, Fault.RefuseConnection()),
        Upgrade("upgrade never answered", "gives up after `auth_timeout_ms`, then as above", ErrorCode.ConnectFailed,
            Fault.UpgradeHang().OnIngest()) with { Keys = "auth_timeout_ms=300;" },
        Refused("HTTP 401"),
        Refused("HTTP 403"),
        Upgrade("HTTP 404", "keeps trying: the node may be one that is being upgraded", ErrorCode.ProtocolUnsupported,
            Fault.UpgradeStatus(404).OnIngest()),
        Upgrade("HTTP 421, replica", "looks for the primary at the other endpoints; waits while there is none",
            ErrorCode.RoleRejected, Fault.UpgradeStatus(421, "REPLICA").OnIngest()),
        Upgrade("HTTP 421, primary that catches up", "tries the other endpoints, then this one again", ErrorCode.RoleRejected,
            Fault.UpgradeStatus(421, "PRIMARY_CATCHUP").OnIngest()),
        Upgrade("HTTP 503", "tries the other endpoints, then this one again", ErrorCode.ConnectFailed, Fault.UpgradeStatus(503).OnIngest()),
        RoleChange("becomes replica while connected, close 1000", 1000),
        RoleChange("becomes replica while connected, close 4001", 4001),
    ];

    /// <summary>The connection is lost, and only the last of several nodes takes another.</summary>
    private static FaultCase Upgrade(string name, string does, ErrorCode code, Fault fault) => new(name, does,
        cluster => LoseAndRefuse(cluster, fault))
    {
        WithOne = Ending.Waits,
        Events = [Disconnected(), NotConnected(code)],
        EventsWithThree = [FailedOver],
    };

    private static FaultCase Refused(string name) => new(name,
        "stops: other endpoints of the cluster would refuse the credentials too, and trying on may lock the account",
        cluster => LoseAndRefuse(cluster, Fault.UpgradeStatus(int.Parse(name[^3..])).OnIngest()))
    {
        WithOne = Ending.Stopped,
        WithThree = Ending.Stopped,
        Events =
            [Disconnected(), NotConnected(ErrorCode.AuthenticationFailed), new(ClientEventKind.Stopped, ErrorCode.AuthenticationFailed)],
        Error = ErrorCode.AuthenticationFailed,
    };

    private static FaultCase RoleChange(string name, int closeCode) => new(name,
        "looks for the primary at the other endpoints; waits while there is none", cluster =>
        {
            foreach (QuestDbTestServer node in cluster.Failing) node.ChangeRole(ServerRole.Replica, closeCode);
            return Task.CompletedTask;
        })
    {
        RepairAsync = static cluster =>
        {
            foreach (QuestDbTestServer node in cluster.Failing) node.Role = ServerRole.Primary;
            return Task.CompletedTask;
        },
        WithOne = Ending.Waits,
        Events = [Disconnected(), NotConnected(ErrorCode.RoleRejected)],
        EventsWithThree = [FailedOver],
    };

    private static Task LoseAndRefuse(FaultCluster cluster, Fault fault)
    {
        foreach (QuestDbTestServer node in cluster.Failing) node.Faults.Add(fault.Forever());
        return Strike(cluster, Fault.DropBeforeAck());
    }

    private static Task Strike(FaultCluster cluster, Fault fault)
    {
        cluster.First.Faults.Add(fault);
        return Task.CompletedTask;
    }

    private static Told Disconnected(ErrorCode code = ErrorCode.ConnectionLost) => new(ClientEventKind.Disconnected, code);

    private static Told FailedOver => new(ClientEventKind.FailedOver);

    private static Told SetAside => new(ClientEventKind.Quarantined, ErrorCode.Rejected);

    private static Told NotConnected(ErrorCode code) => new(ClientEventKind.ConnectFailed, code);
}
