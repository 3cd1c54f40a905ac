using QuestDb.Shared.Sql;
using QuestDb.TestSupport;
using QuestDb.TestSupport.TimeLimits;

namespace QuestDb.Testing.Tests.Conformance;

/// <summary>
/// The answers of the in-process server to all recorded statements that are no queries, run in the order of their recording.
/// </summary>
public sealed class RecordedStatements : IAsyncLifetime
{
    private readonly Dictionary<string, IReadOnlyList<ReferenceServerFrame>> _answers = [];

    public IReadOnlyDictionary<string, IReadOnlyList<ReferenceServerFrame>> Answers => _answers;

    /// <summary>Whether a case changes tables, or fails to; what does not parse is taken for one.</summary>
    public static bool IsStatement(EgressVector vector) =>
        vector.Exec is not null || (vector.Rows is null && RecordedTables.TryParse(vector.Sql) is not SelectStatementSyntax);

    public Task InitializeAsync() => RunAllAsync().WaitAsync(TimeLimitAttribute.Default);

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task RunAllAsync()
    {
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        foreach (EgressVector vector in EgressVector.Names.Select(EgressVector.Load).Where(IsStatement).OrderBy(TimeOf))
            _answers.Add(vector.Name, await RunAsync(server, vector));
    }

    /// <summary>Sends a recorded request on a connection of its own, opened as it was recorded.</summary>
    public static async Task<IReadOnlyList<ReferenceServerFrame>> RunAsync(QuestDbTestServer server, EgressVector vector)
    {
        await using ReferenceQueryConnection connection = await ReferenceQueryConnection.OpenAsync($"127.0.0.1:{server.Port}",
            vector.UpgradeRequestHeaders.Where(h => h.Key.StartsWith("X-QWP-", StringComparison.OrdinalIgnoreCase)));
        return await connection.RunAsync(vector.Request);
    }

    /// <summary>The recorded server's clock when the connection began.</summary>
    private static long TimeOf(EgressVector vector) =>
        ((ServerInfoFrame)new ReferenceResultFrameDecoder().Decode(vector.Frames[0])).WallClockNanos;
}
