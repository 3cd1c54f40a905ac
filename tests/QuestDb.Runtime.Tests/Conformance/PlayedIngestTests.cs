using QuestDb.TestSupport;
using QuestDb.Tests.Ingest;
using Xunit.Abstractions;

namespace QuestDb.Tests.Conformance;

/// <summary>
/// Recorded ingest connections, played to the client's delivery: as many frames as were recorded get the recorded answers.
/// </summary>
[Trait("Category", "Conformance")]
public sealed class PlayedIngestTests(ITestOutputHelper output)
{
    public static TheoryData<string> Cases =>
        [.. ControlVector.Names.Where(n => ControlVector.Load(n) is { IsQueryPath: false, Status: null or 101 })];

    [VectorTheory, MemberData(nameof(Cases))]
    public async Task A_client_delivers_its_rows_under_the_recorded_answers(string name)
    {
        ControlVector vector = ControlVector.Load(name);
        ControlEvent[] answers = [.. vector.Script.Where(e => e is { FromClient: false, Layer: "ws", Opcode: 2 })];
        long[] refused = [.. answers.Where(a => a.Bytes[0] != 0).Select(a => BitConverter.ToInt64(a.Bytes, 1))];
        int frames = Math.Max(1, answers.Select(a => (int)BitConverter.ToInt64(a.Bytes, 1) + 1).DefaultIfEmpty(0).Max());
        var delivered = new List<long>();
        bool isUpgradeAlone = !vector.Script.Any(e => e.Layer == "ws");
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            if (connection.Index == 0)
                await new PlayedScript(vector, connection).PlayAsync(endsOpen: isUpgradeAlone);
            else
                await connection.AcceptUpgradeAsync();
            await new IngestScript(connection).AckAllAsync(delivered);
        });
        QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};");
        WriteReceipt[] receipts = new WriteReceipt[frames];
        for (int i = 0; i < frames; i++)
            receipts[i] = client.Write<Tick>(Tick.Range(i, 1));
        for (int i = 0; i < frames; i++)
        {
            if (!refused.Contains(i))
            {
                await receipts[i].AcceptedAsync().AsTask().WaitAsync(Poll.DefaultDeadline);
                continue;
            }

            RejectedException rejected = await Assert.ThrowsAsync<RejectedException>(
                () => receipts[i].AcceptedAsync().AsTask().WaitAsync(Poll.DefaultDeadline));
            output.WriteLine(rejected.Message);
        }

        // Closing says what was not delivered.
        if (refused.Length > 0)
            await client.CloseUndeliveredAsync();
        else
            await client.DisposeAsync();
    }
}
