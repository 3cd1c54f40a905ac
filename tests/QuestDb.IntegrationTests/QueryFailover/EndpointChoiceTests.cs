using QuestDb.Testing;
using QuestDb.Testing.Faults;

namespace QuestDb.IntegrationTests.QueryFailover;

/// <summary>Where queries go: the keys <c>target</c> and <c>zone</c>, and what was met before.</summary>
[Trait("Category", "Integration")]
public sealed class EndpointChoiceTests
{
    public static TheoryData<string, ServerRole> Roles =>
        new MatrixTheoryData<string, ServerRole>(["any", "primary", "replica"], Enum.GetValues<ServerRole>());

    [Theory, MemberData(nameof(Roles))]
    public async Task Target_accepts_the_roles_of_the_specification(string target, ServerRole role)
    {
        bool accepted = target switch
        {
            "any" => true,
            "primary" => role is ServerRole.Standalone or ServerRole.Primary or ServerRole.PrimaryCatchUp,
            _ => role == ServerRole.Replica,
        };
        await using Cluster cluster = await Cluster.StartAsync(new QuestDbTestServerOptions { Role = role });
        await using QuestDbClient db = QuestDbClient.Connect(cluster.ConnectString + $"target={target};");

        if (accepted)
        {
            await using Reader reader = await db.BorrowReaderAsync();
            Assert.Equal((byte)role, (byte)reader.ServerInfo.Role);
            return;
        }

        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(async () => await db.BorrowReaderAsync());
        Assert.Equal(ErrorCode.RoleRejected, e.Code);
        Assert.Contains($"target={target}", e.Message);
        Assert.Contains(role.ToString(), e.Message.Replace("_", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("primary", 1)]
    [InlineData("replica", 2)]
    [InlineData("any", 0)]
    public async Task Target_walks_past_nodes_of_other_roles(string target, int chosen)
    {
        await using Cluster cluster = await Cluster.StartAsync(Of(ServerRole.Replica), Of(ServerRole.Primary), Of(ServerRole.Replica));
        if (target == "replica") cluster[0].Role = ServerRole.PrimaryCatchUp;
        await using QuestDbClient db = QuestDbClient.Connect(cluster.ConnectString + $"target={target};");

        await db.Query<Number>("SELECT x AS id FROM long_sequence(3)").ToArrayAsync();

        Assert.Equal([chosen], Enumerable.Range(0, 3).Where(node => cluster[node].Stats.Queries > 0));

        static QuestDbTestServerOptions Of(ServerRole role) => new() { Role = role };
    }

    [Fact]
    public async Task All_roles_refused_and_none_reached_are_two_errors()
    {
        await using Cluster cluster = await Cluster.StartAsync(new QuestDbTestServerOptions { Role = ServerRole.Primary },
            new QuestDbTestServerOptions { Role = ServerRole.Primary });
        await using QuestDbClient db = QuestDbClient.Connect(cluster.ConnectString + "target=replica;");

        QuestDbException refused = await Assert.ThrowsAsync<QuestDbException>(async () => await db.BorrowReaderAsync());
        await cluster[0].StopAsync();
        QuestDbException mixed = await Assert.ThrowsAsync<QuestDbException>(async () => await db.BorrowReaderAsync());
        await cluster[1].StopAsync();
        QuestDbException unreached = await Assert.ThrowsAsync<QuestDbException>(async () => await db.BorrowReaderAsync());

        Assert.Equal((ErrorCode.RoleRejected, ErrorCode.ConnectFailed, ErrorCode.ConnectFailed),
            (refused.Code, mixed.Code, unreached.Code));
        Assert.All([refused, mixed, unreached],
            e => Assert.All([cluster.Address(0), cluster.Address(1)], address => Assert.Contains(address, e.Message)));
    }

    [Fact]
    public async Task Refused_credentials_are_those_of_the_cluster_and_no_other_node_is_asked()
    {
        await using Cluster cluster = await Cluster.StartAsync(2);
        cluster[0].Faults.Add(Fault.UpgradeStatus(403).OnQuery().Forever());
        await using QuestDbClient db = QuestDbClient.Connect(cluster.ConnectString);

        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(async () => await db.BorrowReaderAsync());

        Assert.Equal(ErrorCode.AuthenticationFailed, e.Code);
        Assert.Equal((0, 0), (cluster[1].Stats.QueryConnections, cluster[1].Stats.RefusedUpgrades));
    }

    [Theory]
    [InlineData("any", 2)]
    [InlineData("replica", 2)]
    [InlineData("primary", 0)]
    public async Task A_node_of_the_client_s_zone_is_preferred_unless_the_primary_is_wanted(string target, int chosen)
    {
        await using Cluster cluster = await ZonesAsync(target == "replica" ? ServerRole.Replica : ServerRole.Primary);
        await using QuestDbClient db = QuestDbClient.Connect(cluster.ConnectString + $"target={target};zone=EU-1a;");

        for (int i = 0; i < 3; i++)
        {
            await using Reader first = await db.BorrowReaderAsync();
            await using Reader second = await db.BorrowReaderAsync();
            Assert.Equal([cluster[chosen].Port, cluster[chosen].Port], new[] { first, second }.Select(reader => PortOf(cluster, reader)));
        }
    }

    [Fact]
    public async Task Other_zones_are_the_last_resort()
    {
        await using Cluster cluster = await ZonesAsync(ServerRole.Primary);
        await using QuestDbClient db = QuestDbClient.Connect(cluster.ConnectString + "zone=eu-1a;");
        Assert.Equal("eu-1A", await AskAsync(db));

        await cluster[2].StopAsync();
        await using Reader distant = await db.BorrowReaderAsync();
        Assert.Equal("us-2", await AskAsync(distant));
        Assert.Equal("us-2", await AskAsync(db));
    }

    [Fact]
    public async Task A_query_fails_over_to_another_zone_when_its_own_is_gone_and_the_next_outage_brings_it_back()
    {
        await using Cluster cluster = await ZonesAsync(ServerRole.Primary);
        await using QuestDbClient db = QuestDbClient.Connect(cluster.ConnectString + Cluster.SmallCredit + "zone=eu-1a;");
        var rows = new List<long>();
        var log = new FailoverLog();

        await Readout.ReadAsync(db, ReadBy.Cursor, log.Restarting(rows.Clear), rows, () => StopAsync(2));
        Readout.AssertCount(Cluster.LongResultRows, rows);
        Assert.Equal(["us-2"], log.Resets.Select(static reset => reset.NewServer.ZoneId));

        rows.Clear();
        await cluster[2].RestartAsync();
        await Readout.ReadAsync(db, ReadBy.Cursor, log.Restarting(rows.Clear), rows,
            () => cluster[0].IsRunning ? BothAsync() : Task.CompletedTask);
        Readout.AssertCount(Cluster.LongResultRows, rows);
        Assert.Equal("eu-1A", log.Resets[^1].NewServer.ZoneId);

        async Task BothAsync()
        {
            await StopAsync(0);
            await StopAsync(1);
        }

        Task StopAsync(int node) => cluster[node].IsRunning ? cluster[node].StopAsync() : Task.CompletedTask;
    }

    [Fact]
    public async Task A_node_whose_connection_broke_is_not_the_first_choice_of_the_next_query()
    {
        await using Cluster cluster = await Cluster.StartAsync(2);
        await using QuestDbClient db = QuestDbClient.Connect(cluster.ConnectString + "failover=off;");
        cluster[0].Faults.Add(Fault.DropQuery());
        await Assert.ThrowsAsync<QuestDbException>(() => db.Query<Number>("SELECT x AS id FROM long_sequence(1)").ToArrayAsync());

        await db.Query<Number>("SELECT x AS id FROM long_sequence(1)").ToArrayAsync();

        Assert.Equal((1, 1), (cluster[0].Stats.QueryConnections, cluster[1].Stats.QueryConnections));
    }

    /// <summary>The zone in which a query ran: an idle connection may be dead, unseen, until one does.</summary>
    private static async Task<string?> AskAsync(Reader reader)
    {
        await using Cursor cursor = await reader.ExecuteAsync("SELECT x AS id FROM long_sequence(1)");
        Assert.NotNull(await cursor.NextBatchAsync());
        return reader.ServerInfo.ZoneId;
    }

    private static async Task<string?> AskAsync(QuestDbClient db)
    {
        await using Reader reader = await db.BorrowReaderAsync();
        return await AskAsync(reader);
    }

    private static Task<Cluster> ZonesAsync(ServerRole role) => Cluster.StartAsync(
        new QuestDbTestServerOptions { Role = role, Zone = "us-2" },
        new QuestDbTestServerOptions { Role = role, Zone = "ap-3" },
        new QuestDbTestServerOptions { Role = role, Zone = "eu-1A" });

    private static int PortOf(Cluster cluster, Reader reader) =>
        Enumerable.Range(0, 3).Select(node => cluster[node]).Single(node => Zone(node) == reader.ServerInfo.ZoneId).Port;

    private static string Zone(QuestDbTestServer node)
    {
        using QuestDbClient db = QuestDbClient.Connect(node.ConnectString);
        using Reader reader = db.BorrowReader();
        return reader.ServerInfo.ZoneId!;
    }
}
