using QuestDb.Mapping;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Ingest;

/// <summary>A converter or a property of a record that itself writes through the client that is writing the record.</summary>
public sealed class ReentryTests
{
    [Fact]
    public async Task A_write_within_a_write_is_refused_and_queues_nothing()
    {
        var values = new List<long>();
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            await new IngestScript(connection).AckAllAsync(values);
        });
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};");
        Action[] calls =
        [
            () => client.Write<Tick>(Tick.Range(5, 1)),
            () => client.Write(new Tick("a", 1, 1)),
            () => _ = client.WaitAsync(AckLevel.Accepted, TimeSpan.Zero),
        ];
        foreach (Action call in calls)
        {
            QuestDbException e = Assert.Throws<QuestDbException>(() => client.Write<Calling>([new Calling(call)]));
            Assert.Equal(ErrorCode.InvalidState, e.Code);
        }

        client.Write<Tick>(Tick.Range(7, 1));
        await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        Assert.Equal([7], values);
    }

    private readonly record struct Calling(Action Call) : IQuestTable<Calling>
    {
        public static TableSchema TableSchema { get; } = new("Calling", "calling",
            [new ColumnSchema("value", ColumnType.Long, "long Calling.Value")]);

        public static RowSchema RowSchema => TableSchema;

        public static void WriteRows(ChunkEncoder encoder, ReadOnlySpan<Calling> rows)
        {
            Span<long> values = encoder.Fixed<long>(0);
            for (int i = 0; i < rows.Length; i++)
            {
                rows[i].Call();
                values[i] = i;
            }
        }

        public static void ReadRows(RowBatch batch, Span<Calling> rows) => throw new InvalidOperationException();
    }
}
