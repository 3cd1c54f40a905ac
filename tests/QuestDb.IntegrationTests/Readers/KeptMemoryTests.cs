using System.Buffers;

namespace QuestDb.IntegrationTests.Readers;

/// <summary>What is kept of a batch of records over that batch is an error, never the rows of another one.</summary>
[Trait("Category", "Integration")]
public sealed class KeptMemoryTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Sql = "SELECT x AS id, x::VARCHAR AS text, x::VARCHAR AS utf8 FROM long_sequence(500)";

    [Fact]
    public void Batches_of_rows_could_be_gathered_into_a_list_of_one_distinct_value() => Assert.DoesNotContain(
        typeof(QueryBatchResult<KeptRow>).GetInterfaces(),
        static type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>));

    [Fact]
    public async Task A_kept_batch_of_records_shows_the_rows_of_the_next_one()
    {
        await using QuestDbClient client = QuestDbClient.Connect(server.ConnectString + "max_batch_rows=10;");
        var kept = new List<RecordBatch<KeptRow>>();
        var rows = new List<KeptRow>();
        var copies = new List<KeptRow[]>();
        await foreach (RecordBatch<KeptRow> batch in client.QueryBatches<KeptRow>(Sql))
        {
            AssertAllEnded(kept, rows);
            kept.Add(batch);
            foreach (KeptRow row in batch)
            {
                Assert.Equal(row.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), row.Text.ToString());
                Assert.Equal(row.Text.Length, row.Utf8.Length);
                rows.Add(row);
            }

            Assert.Equal(batch.Span[^1].Id, batch[batch.Length - 1].Id);
            copies.Add(batch.ToArray());
        }

        AssertAllEnded(kept, rows);
        Assert.Equal(50, kept.Count);
        Assert.All(kept, static batch => Assert.Equal(10, batch.Length));
        // A record's own values are copies; what it holds of the batch is not.
        Assert.Equal(Enumerable.Range(1, 500).Select(static x => (long)x),
            copies.SelectMany(static batch => batch).Select(static row => row.Id));
    }

    [Fact]
    public async Task A_kept_memory_of_a_record_shows_foreign_bytes_after_dispose()
    {
        KeptRow row;
        await using (QueryBatchResult<KeptRow>.Enumerator batches = server.Client.QueryBatches<KeptRow>(Sql).GetAsyncEnumerator())
        {
            Assert.True(await batches.MoveNextAsync());
            row = batches.Current[3];
            Assert.Equal("4", row.Text.Span.ToString());
        }

        AssertEnded(() => _ = row.Text.Span);
        AssertEnded(() => row.Utf8.ToArray());
        AssertEnded(() => row.Utf8.Pin());
    }

    [Fact]
    public async Task A_kept_span_of_records_shows_the_rows_of_whoever_rents_an_array()
    {
        QueryBatchResult<KeptRow>.Enumerator batches = server.Client.QueryBatches<KeptRow>(Sql).GetAsyncEnumerator();
        Assert.True(await batches.MoveNextAsync());
        ReadOnlySpan<KeptRow> kept = batches.Current.Span;
        ValueTask disposing = batches.DisposeAsync();
        KeptRow[] rented = ArrayPool<KeptRow>.Shared.Rent(kept.Length);
        Array.Fill(rented, new KeptRow(-1, default, default));
        Assert.Equal(4, kept[3].Id);
        ArrayPool<KeptRow>.Shared.Return(rented, clearArray: true);
        await disposing;
    }

    private static void AssertAllEnded(List<RecordBatch<KeptRow>> batches, List<KeptRow> rows)
    {
        foreach (RecordBatch<KeptRow> batch in batches)
        {
            AssertEnded(() => _ = batch.Span);
            AssertEnded(() => _ = batch[0]);
            AssertEnded(() => batch.ToArray());
            AssertEnded(() =>
            {
                foreach (KeptRow _ in batch)
                {
                    // The first is refused.
                }
            });
        }

        foreach (KeptRow row in rows)
        {
            AssertEnded(() => _ = row.Text.Span);
            AssertEnded(() => _ = row.Utf8.Span);
        }
    }

    private static void AssertEnded(Action use) =>
        Assert.Equal(ErrorCode.InvalidState, Assert.Throws<QuestDbException>(use).Code);
}

/// <summary>A record with memory of its batch.</summary>
[QuestRow]
public readonly partial record struct KeptRow(long Id, ReadOnlyMemory<char> Text, [Varchar] ReadOnlyMemory<byte> Utf8);
