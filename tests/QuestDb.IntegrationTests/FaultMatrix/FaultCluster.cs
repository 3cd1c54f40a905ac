using QuestDb.Testing;
using QuestDb.Testing.Faults;

namespace QuestDb.IntegrationTests.FaultMatrix;

/// <summary>One or several nodes on the same tables; the client begins with the first.</summary>
internal sealed class FaultCluster : IAsyncDisposable
{
    private readonly List<QuestDbTestServer> _nodes;

    private FaultCluster(List<QuestDbTestServer> nodes) => _nodes = nodes;

    public QuestDbTestServer First => _nodes[0];

    public string ConnectString => $"ws::addr={string.Join(',', _nodes.Select(static n => $"127.0.0.1:{n.Port}"))};";

    public static async Task<FaultCluster> StartAsync(int count)
    {
        var primary = new QuestDbTestServerOptions { Role = ServerRole.Primary };
        var cluster = new FaultCluster([await QuestDbTestServer.StartAsync(primary)]);
        while (cluster._nodes.Count < count) cluster._nodes.Add(await cluster.First.StartPeerAsync(primary));
        return cluster;
    }

    /// <summary>The nodes that go down together: all but the last, which goes on, or the only one.</summary>
    public IEnumerable<QuestDbTestServer> Failing => _nodes.Take(Math.Max(1, _nodes.Count - 1));

    /// <summary>Arms a fault on every node: what is wrong with a frame is so everywhere.</summary>
    public void Everywhere(Fault fault) => _nodes.ForEach(node => node.Faults.Add(fault));

    /// <summary>Faults that have struck, on any node.</summary>
    public long Struck => _nodes.Sum(static node => node.Stats.InjectedFaults);

    public void Clear() => _nodes.ForEach(static node => node.Faults.Clear());

    public async ValueTask DisposeAsync()
    {
        foreach (QuestDbTestServer node in _nodes) await node.DisposeAsync();
    }
}
