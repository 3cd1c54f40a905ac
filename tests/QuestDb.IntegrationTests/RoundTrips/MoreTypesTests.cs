using System.Text;
using NodaTime;

namespace QuestDb.IntegrationTests.RoundTrips;

/// <summary>The column types beyond the plain ones, on the in-process server or the one that QUESTDB_TEST_CONF names.</summary>
[Trait("Category", "Integration")]
public sealed class MoreTypesTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private static readonly DateTime s_time = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Values_come_back_with_no_some_and_only_nulls()
    {
        await server.OwnTableAsync(MoreRow.Table);
        await server.Client.CreateTableAsync<MoreRow>();
        int run = 0;
        foreach (double nulls in (double[])[0, 0.4, 1])
        {
            foreach (int count in (int[])[1, 9, 2000])
            {
                MoreRow[] rows = MoreRow.Rows(++run, count, nulls);
                await server.Client.Write<MoreRow>(rows).AcceptedAsync();
                await server.WaitForRowsAsync(MoreRow.Table, count, $"run = {run}");
                Assert.Equal(rows,
                    await server.Client.Query<MoreRow>($"SELECT * FROM it_more WHERE run = {run} ORDER BY ts").ToArrayAsync());
            }
        }
    }

    [Fact]
    public async Task Text_bytes_and_arrays_come_back_as_copies_and_as_views()
    {
        MemoryRow[] rows = [.. Enumerable.Range(0, 500).Select(Memory)];
        await WriteAsync<MemoryRow>(MemoryRow.Table, rows);

        // Many batches in one buffer: a row that still looked into it would show a later one.
        await using QuestDbClient client = QuestDbClient.Connect(server.ConnectString + "max_batch_rows=40;buffer_pool_size=1;");
        Assert.Equal(rows.Select(Text), (await client.Query<MemoryRow>("SELECT * FROM it_memory ORDER BY ts").ToArrayAsync()).Select(Text));

        var views = new List<string>();
        await foreach (RecordBatch<MemoryRow> batch in client.QueryBatches<MemoryRow>("SELECT * FROM it_memory ORDER BY ts"))
        {
            foreach (MemoryRow row in batch.Span) views.Add(Text(row));
        }

        Assert.Equal(rows.Select(Text), views);
    }

    [Fact]
    public async Task Instants_of_NodaTime_go_through_a_converter()
    {
        Instant now = Instant.FromUtc(2026, 8, 1, 12, 30).PlusNanoseconds(123_456_789);
        InstantRow[] rows =
            [new(now, now), new(null, now.PlusNanoseconds(1)), new(NodaConstants.UnixEpoch.PlusNanoseconds(-1), now.PlusNanoseconds(2))];
        await WriteAsync<InstantRow>("it_instants", rows);
        Assert.Equal(rows, await server.Client.Query<InstantRow>("SELECT * FROM it_instants ORDER BY ts").ToArrayAsync());
    }

    [Fact]
    public async Task What_a_converter_throws_names_row_and_column_and_nothing_is_queued()
    {
        await server.OwnTableAsync("it_late_instants");
        await server.Client.CreateTableAsync<LateInstantRow>();
        long published = server.Client.PublishedFsn;
        Instant now = Instant.FromUtc(2026, 8, 1, 12, 30);
        LateInstantRow[] rows = [new(now, now), new(Instant.MaxValue, now)];

        QuestDbException e = Assert.Throws<QuestDbException>(() => server.Client.Write<LateInstantRow>(rows));

        Assert.Equal((ErrorCode.InvalidValue, "it_late_instants", "at", (int?)1), (e.Code, e.Table, e.Column, e.Row));
        Assert.IsType<OverflowException>(e.InnerException);
        Assert.Equal(published, server.Client.PublishedFsn);
        await server.Client.Write<LateInstantRow>(rows.AsSpan(0, 1)).AcceptedAsync();
        await server.WaitForRowsAsync("it_late_instants", 1);
    }

    [Fact]
    public async Task Type_that_a_map_class_maps_is_written_and_read()
    {
        await server.OwnTableAsync("it_foreign");
        await server.Client.CreateTableAsync<Foreign, ForeignMap>();
        Foreign[] rows = [.. Enumerable.Range(0, 10).Select(static i => new Foreign($"n{i % 3}", i + 0.5m, s_time.AddSeconds(i)))];
        await server.Client.Write<Foreign, ForeignMap>(rows.AsSpan(0, 9)).AcceptedAsync();
        await server.Client.Write<Foreign, ForeignMap>(in rows[9]).AcceptedAsync();
        await server.WaitForRowsAsync("it_foreign", rows.Length);

        Assert.Equal(rows, await server.Client.Query<Foreign, ForeignMap>("SELECT * FROM it_foreign ORDER BY at").ToArrayAsync());
        string name = "n1";
        Assert.Equal(rows.Where(static row => row.Name == "n1"),
            await server.Client.Query<Foreign, ForeignMap>($"SELECT * FROM it_foreign WHERE name = {name} ORDER BY at").ToArrayAsync());
        var batches = new List<Foreign>();
        await foreach (RecordBatch<Foreign> batch in server.Client.QueryBatches<Foreign, ForeignMap>(
            "SELECT * FROM it_foreign ORDER BY at"))
        {
            batches.AddRange(batch.Span);
        }

        Assert.Equal(rows, batches);
    }

    private static MemoryRow Memory(int i) => i % 3 == 2
        ? new MemoryRow { Id = i, Ts = s_time.AddSeconds(i) }
        : new MemoryRow
        {
            Id = i,
            Bytes = i % 2 == 0 ? [] : [0, 255, (byte)i],
            Memory = new byte[] { (byte)i },
            Chars = $"chars {i} \U0001F680".AsMemory(),
            Utf8 = Encoding.UTF8.GetBytes($"utf-8 ß {i}"),
            Tag = $"tag {i % 7}".AsMemory(),
            TagUtf8 = Encoding.UTF8.GetBytes($"tag {i % 5}"),
            Vector = i % 2 == 0 ? [] : [i, double.NaN, 0.5],
            Matrix = new double[,] { { i, 2 }, { 3, 4 } },
            Cube = new double[,,] { { { 1 }, { i } } },
            Values = new double[] { i },
            Tensor = new NdArray<double>([1, 2, 1, 1], new double[] { i, -i }),
            Ts = s_time.AddSeconds(i),
        };

    private static string Text(MemoryRow row) => row.ToString();

    private async Task WriteAsync<T>(string table, T[] rows)
        where T : Mapping.IQuestTable<T>
    {
        await server.OwnTableAsync(table);
        await server.Client.CreateTableAsync<T>();
        await server.Client.Write<T>(rows).AcceptedAsync();
        await server.WaitForRowsAsync(table, rows.Length);
    }
}
