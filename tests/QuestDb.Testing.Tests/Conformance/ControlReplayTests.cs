using QuestDb.Testing.Protocol;
using QuestDb.Testing.Tests.Protocol;
using QuestDb.TestSupport;
using Xunit.Abstractions;

namespace QuestDb.Testing.Tests.Conformance;

/// <summary>
/// The client side of every recorded connection, played to the in-process server: upgrades, credit, cancel, dictionary scope,
/// protocol errors, acknowledgements.
/// </summary>
[Trait("Category", "Conformance")]
public sealed class ControlReplayTests(ITestOutputHelper output)
{
    public static TheoryData<string> Cases => [.. ControlVector.Names];

    /// <summary>The protocol alone: recorded results stand in for the database, so that no SQL is beyond it.</summary>
    [VectorTheory, MemberData(nameof(Cases))]
    public async Task The_protocol_answers_as_recorded(string vector)
    {
        ControlVector recorded = ControlVector.Load(vector);
        if (Difference(recorded) is not null || recorded.Events.Any(e => e is { FromClient: false, OmittedBytes: > 0 }))
            return;
        var engine = new RecordedEngine(recorded);
        var context = new ServerContext(new QuestDbTestServerOptions()) { Execute = engine.Execute, Commit = engine.Commit };
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync(context);
        await ControlPlayer.PlayAsync(recorded, server.Port);
    }

    /// <summary>The whole server, its SQL included, on the tables that the recorded queries tell of.</summary>
    [VectorTheory, MemberData(nameof(Cases))]
    public async Task The_server_answers_as_recorded(string vector)
    {
        ControlVector recorded = ControlVector.Load(vector);
        if (Difference(recorded) is { } difference)
        {
            output.WriteLine(difference);
            return;
        }

        var context = new ServerContext(new QuestDbTestServerOptions());
        RecordedTables.Load(context.Database, [.. recorded.Statements]);
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync(context);
        try
        {
            await ControlPlayer.PlayAsync(recorded, server.Port);
        }
        catch (SqlUnknownException e)
        {
            output.WriteLine($"Not judged, for the SQL is beyond the in-process server: {e.Message}");
        }
    }

    /// <summary>Why the server differs from the recorded one on purpose; null where it does not.</summary>
    private static string? Difference(ControlVector recorded) => recorded switch
    {
        _ when FailsInMidResult(recorded) =>
            "The result is computed before its first batch is sent, so that a value that fails leaves no batch before the error.",
        _ => null,
    };

    private static bool FailsInMidResult(ControlVector recorded)
    {
        const byte internalError = 6;
        return recorded.Expected?.EnumerateArray()
            .Any(e => e.TryGetProperty("error", out var error) && error.GetProperty("status").GetByte() == internalError
                && e.TryGetProperty("rows_before_error", out var rows) && rows.GetInt32() > 0) ?? false;
    }
}
