using QuestDb.Mapping;
using QuestDb.TestSupport;

namespace QuestDb.Tests.Ingest;

/// <summary>Spans whose text is far larger than the estimate that frames are cut by.</summary>
public sealed class LargeRowTests
{
    [Fact]
    public async Task A_row_over_the_limit_in_a_write_larger_than_the_queue_queues_nothing()
    {
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync("X-QWP-Max-Batch-Size: 65536");
            await new IngestScript(connection).AckAllAsync([]);
        });
        await using QuestDbClient client = Connect(server, "sf_max_segment_bytes=65536;sf_max_total_bytes=65536;");
        Tick[] rows = [.. Tick.Range(0, 30_000), new Tick(new string('x', 100_000), 30_000, 1)];
        QuestDbException e = Assert.Throws<QuestDbException>(() => client.Write<Tick>(rows));
        Assert.Equal((ErrorCode.RowTooLarge, "ticks", 30_000), (e.Code, e.Table, e.Row));
        Assert.Equal(-1, client.PublishedFsn);
    }

    [Fact]
    public async Task A_span_with_gigabytes_of_text_is_cut_into_frames()
    {
        const int Rows = 3000;
        int received = 0;
        await using ScriptedServer server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync("X-QWP-Max-Batch-Size: 16777216");
            for (long sequence = 0; ; sequence++)
            {
                byte[] frame = await connection.ReceiveAsync();
                Interlocked.Add(ref received, frame.Length);
                await connection.SendAsync(ScriptedMessages.Ok(sequence, ("notes", sequence + 1)));
            }
        });
        await using QuestDbClient client = Connect(server, "sf_append_deadline_millis=60000;");
        string text = new('x', 1_000_000);
        QuestDbException e = Assert.Throws<QuestDbException>(
            () => client.Write<Note>([.. Enumerable.Repeat(new Note(text, 1), Rows), new Note(text, -1)]));
        Assert.Equal((ErrorCode.InvalidValue, "ts", Rows), (e.Code, e.Column, e.Row));
        Assert.Equal(-1, client.PublishedFsn);
        client.Write<Note>([.. Enumerable.Repeat(new Note(text, 1), 100)]);
        await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        Assert.InRange(received, 100_000_000, 101_000_000);
    }

    private static QuestDbClient Connect(ScriptedServer server, string settings) =>
        QuestDbClient.Connect($"ws::addr={server.Address};{settings}");

    private readonly record struct Note(string Text, long Micros) : IQuestTable<Note>
    {
        public static TableSchema TableSchema { get; } = new("Note", "notes",
        [
            new ColumnSchema("text", ColumnType.Varchar, "string Note.Text"),
            new ColumnSchema("ts", ColumnType.Timestamp, "long Note.Micros") { Designated = true },
        ]);

        public static RowSchema RowSchema => TableSchema;

        public static void WriteRows(ChunkEncoder encoder, ReadOnlySpan<Note> rows)
        {
            VarcharColumnWriter texts = encoder.Varchar(0);
            foreach (Note row in rows)
                texts.Add(row.Text);
            texts.End();
            Span<long> times = encoder.Timestamps(1);
            for (int i = 0; i < rows.Length; i++)
                times[i] = rows[i].Micros;
            encoder.EndTimestamps();
        }

        public static void ReadRows(RowBatch batch, Span<Note> rows) => throw new NotSupportedException("Written only.");
    }
}
