using QuestDb.Testing;
using QuestDb.Testing.Faults;

namespace QuestDb.Tool.Tests.Commands;

[Trait("Category", "Integration")]
public sealed class PingTests
{
    [Fact]
    public async Task A_server_is_told_with_both_ways_and_its_role()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        ToolRun run = (await ToolRun.OfAsync("ping", "--conf", server.ConnectString)).Expect(0);
        Assert.Matches(@$"^127\.0\.0\.1:{server.Port}  ok +[0-9.]+  ok +[0-9.]+  standalone  - +1    no", run.Lines[1]);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task One_endpoint_of_two_that_works_is_enough_and_the_other_is_told()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        ToolRun run = (await ToolRun.OfAsync("ping", "--conf", $"ws::addr=127.0.0.1:1,127.0.0.1:{server.Port};")).Expect(0);
        Assert.Matches(@"^127\.0\.0\.1:1 +failed", run.Lines[1]);
        Assert.Contains("127.0.0.1:1", run.Error);
        (await ToolRun.OfAsync("ping", "--conf", "ws::addr=127.0.0.1:1;")).Expect(1);
    }

    [Fact]
    public async Task A_replica_answers_queries_and_refuses_rows()
    {
        await using QuestDbTestServer server =
            await QuestDbTestServer.StartAsync(new QuestDbTestServerOptions { Role = ServerRole.Replica, Zone = "eu-1" });
        ToolRun run = (await ToolRun.OfAsync("ping", "--conf", server.ConnectString)).Expect(1);
        Assert.Matches(@"  failed   -  ok +[0-9.]+  replica  eu-1 ", run.Lines[1]);
        Assert.Contains("REPLICA", run.Error);
    }

    [Fact]
    public async Task The_variable_stands_in_for_a_connect_string_that_is_left_out()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        string? before = Environment.GetEnvironmentVariable(QuestDbClient.EnvironmentVariable);
        try
        {
            Environment.SetEnvironmentVariable(QuestDbClient.EnvironmentVariable, server.ConnectString);
            Assert.Contains($":{server.Port} ", (await ToolRun.OfAsync("ping")).Expect(0).Lines[1]);
            (await ToolRun.OfAsync("ping", "--conf", "ws::addr=127.0.0.1:1;")).Expect(1);
            Environment.SetEnvironmentVariable(QuestDbClient.EnvironmentVariable, null);
            Assert.Contains("QDB_CLIENT_CONF", (await ToolRun.OfAsync("ping")).Expect(1).Error);
        }
        finally
        {
            Environment.SetEnvironmentVariable(QuestDbClient.EnvironmentVariable, before);
        }
    }

    [Fact]
    public async Task No_secret_is_printed()
    {
        await using QuestDbTestServer server =
            await QuestDbTestServer.StartAsync(new QuestDbTestServerOptions { Username = "admin", Password = "right" });
        ToolRun run = (await ToolRun.OfAsync("ping", "--conf", server.ConnectString + "username=admin;password=s3cr3t;")).Expect(1);
        Assert.Contains("credentials", run.Error);
        Assert.DoesNotContain("s3cr3t", run.Output + run.Error);
        (await ToolRun.OfAsync("ping", "--conf", server.ConnectString + "username=admin;password=right;")).Expect(0);
    }
}
