using System.Text;
using QuestDb.Ingest.Messages;
using QuestDb.Shared.Wire;
using QuestDb.TestSupport;
using QuestDb.Tests.Ingest;
using QuestDb.Wire;
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
        if (vector.Script.Any(static e => e is { FromClient: true, Opcode: 2, Bytes.Length: > QwpConstants.HeaderLength }
            && FrameHeader.Has(e.Bytes, QwpConstants.FlagDeferCommit)))
        {
            output.WriteLine("The recorded client deferred a commit, so that its frames are one transaction, unlike those of this client.");
            return;
        }

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
        using RowSender sender = client.BorrowRowSender();
        for (int i = 0; i < frames; i++)
        {
            foreach (string table in TablesOf(answers, i))
                sender.Table(table).Column("value", (long)i).At(DateTime.UnixEpoch);
            receipts[i] = sender.Flush();
        }

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

    /// <summary>The tables of a frame: those that its answer names, since an ack without them is of rows that are not stored.</summary>
    private static string[] TablesOf(ControlEvent[] answers, int frame)
    {
        foreach (byte[] bytes in answers.Select(static a => a.Bytes))
        {
            IngestAnswer answer = IngestAnswer.Parse(bytes);
            if (answer is not { Status: StatusCode.Ok, TableCount: > 0 } || answer.Sequence < frame) continue;
            var tables = new string[answer.TableCount];
            var reader = new WireReader(bytes, answer.TablesAt);
            for (int i = 0; i < tables.Length; i++) tables[i] = Encoding.UTF8.GetString(answer.ReadTable(ref reader, out _, out _));
            return tables;
        }

        return ["ticks"];
    }
}
