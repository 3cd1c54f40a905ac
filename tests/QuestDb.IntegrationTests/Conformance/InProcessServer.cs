using QuestDb.Testing;

namespace QuestDb.IntegrationTests.Conformance;

/// <summary>An in-process server for the tests of one class.</summary>
public sealed class InProcessServer : IAsyncLifetime
{
    private QuestDbTestServer _server = null!;

    public string Address => $"127.0.0.1:{_server.Port}";

    public async Task InitializeAsync() => _server = await QuestDbTestServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();
}
