using QuestDb.Testing;

namespace QuestDb.IntegrationTests.QueryFailover;

/// <summary>Several in-process nodes on the same tables.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly List<QuestDbTestServer> _nodes = [];

    private Cluster()
    {
    }

    /// <summary>Small credit keeps a server from being done before its result is read.</summary>
    public const string SmallCredit = "initial_credit=64k;";

    /// <summary>Rows in batches of a thousand: far more than the small credit lets be under way.</summary>
    public const string LongResult = "SELECT x AS id FROM long_sequence(200000)";

    public const int LongResultRows = 200_000;

    public QuestDbTestServer this[int node] => _nodes[node];

    /// <summary>All nodes, in order.</summary>
    public string ConnectString => $"ws::addr={string.Join(',', _nodes.Select(Address))};";

    public static Task<Cluster> StartAsync(int nodes) =>
        StartAsync([.. Enumerable.Range(0, nodes).Select(static _ => new QuestDbTestServerOptions())]);

    public static async Task<Cluster> StartAsync(params QuestDbTestServerOptions[] options)
    {
        var cluster = new Cluster();
        foreach (QuestDbTestServerOptions node in options)
        {
            QuestDbTestServerOptions small = node with { BatchRows = 1_000 };
            cluster._nodes.Add(
                cluster._nodes.Count == 0 ? await QuestDbTestServer.StartAsync(small) : await cluster[0].StartPeerAsync(small));
        }

        return cluster;
    }

    public string Address(int node) => Address(_nodes[node]);

    /// <summary>Stops every node, as a crash would.</summary>
    public async Task StopAllAsync()
    {
        foreach (QuestDbTestServer node in _nodes) await node.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (QuestDbTestServer node in _nodes) await node.DisposeAsync();
    }

    private static string Address(QuestDbTestServer node) => $"127.0.0.1:{node.Port}";
}
