using QuestDb.Shared.Wire;
using QuestDb.TestSupport;
using Xunit.Abstractions;

namespace QuestDb.Tests.Conformance;

/// <summary>
/// Recorded connections, played to the client by a scripted server: the client must do what was recorded or what is as good, and
/// get the recorded rows and errors.
/// </summary>
[Trait("Category", "Conformance")]
public sealed class PlayedControlTests(ITestOutputHelper output)
{
    private static readonly TimeSpan s_played = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Queries =>
        [.. ControlVector.Names.Where(n => ControlVector.Load(n).IsQueryPath || ControlVector.Load(n).Status is not null)];

    [VectorTheory, MemberData(nameof(Queries))]
    public async Task A_client_takes_the_recorded_answers(string name)
    {
        ControlVector vector = ControlVector.Load(name);
        if (WhyNot(vector) is { } reason)
        {
            output.WriteLine(reason);
            return;
        }

        PlayedScript? script = null;
        await using ScriptedServer server = ScriptedServer.Start(connection =>
            connection.Index == 0 ? (script = new PlayedScript(vector, connection)).PlayAsync() : throw new ClientGoneException());
        await using QuestDbClient client = QuestDbClient.Connect(
            $"ws::addr={server.Address};failover=off;initial_credit={InitialCredit(vector)};query_close_timeout_ms=2000;");
        if (vector.Status is not null and not 101)
        {
            QuestDbException refused = await Assert.ThrowsAsync<QuestDbException>(() => client.BorrowReaderAsync().AsTask());
            Assert.True(refused.Code is ErrorCode.ProtocolUnsupported or ErrorCode.ConnectFailed, refused.ToString());
            return;
        }

        if (!vector.IsQueryPath)
            return;
        await using (Reader reader = await client.BorrowReaderAsync())
        {
            foreach (PlayedQuery query in PlayedQuery.Of(vector))
                await query.RunAsync(reader).WaitAsync(Poll.DefaultDeadline);
            if (vector.Script.Any(e => e.Layer == "tcp") && !vector.Script.Any(e => e is { FromClient: true, Opcode: 8 }))
                await ExpectLossAsync(reader);
        }

        Assert.Equal(1, server.AcceptedConnections);
        await Poll.UntilAsync(() => script!.IsPlayed, "the client does all that the recorded server waited for", s_played);
    }

    /// <summary>
    /// The server ended the connection over something that a correct client does not send; to the client, its query is lost.
    /// </summary>
    private static async Task ExpectLossAsync(Reader reader)
    {
        await using Cursor cursor = await reader.ExecuteAsync("select 1");
        QuestDbException lost = await Assert.ThrowsAsync<QuestDbException>(() => cursor.NextBatchAsync().AsTask());
        Assert.Equal(ErrorCode.ConnectionLost, lost.Code);
    }

    /// <summary>Why a recording can't be played to a correct client; null where it can.</summary>
    private static string? WhyNot(ControlVector vector) => vector switch
    {
        _ when vector.Script.Any(e => e is { FromClient: false, OmittedBytes: > 0 }) =>
            "Bodies of server frames are left out of the recording.",
        _ when vector.Script.Count(e => e is { FromClient: false, Layer: "ws", Opcode: 2 }) != vector.ServerMessages.Count()
            || PlayedQuery.Of(vector).Any(q => q.IsRefusedSecond)
            => "The client never has two queries at once on a connection.",
        _ => null,
    };

    /// <summary>That of the first request, or what lets all batches through.</summary>
    private static ulong InitialCredit(ControlVector vector) => vector.Script
        .Where(e => e is { FromClient: true, Layer: "ws", Opcode: 2 } && e.Bytes is [(byte)MessageKind.QueryRequest, ..])
        .Select(e => RecordedRequest.TryRead(e.Bytes)?.Credit).FirstOrDefault(c => c is not null) ?? 0;
}
