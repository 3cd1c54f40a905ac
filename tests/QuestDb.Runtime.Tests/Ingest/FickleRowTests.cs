using QuestDb.Mapping;
using QuestDb.TestSupport;
using QuestDb.Wire;

namespace QuestDb.Tests.Ingest;

/// <summary>Single rows that pass their check and throw when they are queued: they leave, and nothing else does.</summary>
public sealed class FickleRowTests : IAsyncLifetime
{
    private const string NoTimer = "auto_flush_interval=3600000;close_flush_timeout_millis=10000;";
    private readonly List<long> _values = [];
    private readonly List<ClientEvent> _events = [];
    private readonly Temper _temper = new();
    private ScriptedServer _server = null!;

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (string bad in new[] { "0", "3", "6", "2,3", "0,6", "0,1,2,3,4,5,6" })
        {
            foreach (string end in new[] { "time", "rows", "receipt", "wait", "span" }) cases.Add(bad, end);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Bad_rows_leave_with_an_error_and_good_ones_are_delivered_in_order(string bad, string end)
    {
        long[] leave = [.. bad.Split(',').Select(long.Parse)];
        await using QuestDbClient client = Connect(end switch
        {
            "time" => "auto_flush_interval=1000;close_flush_timeout_millis=10000;",
            "rows" => NoTimer + "auto_flush_rows=7;",
            _ => NoTimer,
        });
        client.Write(new Tick("before", 100, 1));
        WriteReceipt[] receipts = [.. Enumerable.Range(0, 6).Select(i => client.Write(new Fickle(i, _temper)))];
        client.Write(new Tick("beside", 101, 2));
        // The last one is checked, and with it the rows are complete.
        bool checkedLast = false;
        _temper.Set(value => value == 6 && !checkedLast ? !(checkedLast = true) : leave.Contains(value));
        receipts = [.. receipts, client.Write(new Fickle(6, _temper))];
        switch (end)
        {
            case "receipt":
                await Record.ExceptionAsync(async () => await receipts[leave[0]].AcceptedAsync());
                break;
            case "wait":
                await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
                break;
            case "span":
                client.Write<Tick>([new Tick("span", 200, 3)]);
                break;
            default:
                await Poll.UntilAsync(() => receipts[^1].FirstFsn >= 0, "the rows are queued");
                break;
        }

        for (int i = 0; i < receipts.Length; i++)
        {
            if (!leave.Contains(i))
            {
                await receipts[i].AcceptedAsync();
                continue;
            }

            QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(async () => await receipts[i].AcceptedAsync());
            AssertNames(e);
            Assert.Same(e, await Assert.ThrowsAsync<QuestDbException>(async () => await receipts[i].VisibleAsync()));
            Assert.Equal(receipts[i].FirstFsn - 1, receipts[i].LastFsn);
        }

        client.Write(new Fickle(300, _temper));
        client.Write(new Tick("later", 301, 4));
        await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        Assert.Equal(Enumerable.Range(0, 7).Select(static i => (long)i).Except(leave).Append(300), Of(static v => v is < 100 or 300));
        Assert.Equal([100, 101, .. end == "span" ? [200L] : Array.Empty<long>(), 301],
            Of(static v => v is >= 100 and not 300));
        await client.CloseAsync();
        ClientEvent told = Assert.Single(_events, static e => e.Kind == ClientEventKind.RowsDropped);
        AssertNames(told.Error!);
        Assert.Equal("default", told.Sender);
        Assert.Contains(leave.Length == 1 ? "A single row" : $"{leave.Length} rows; the first: A single row", told.ToString());
    }

    [Fact]
    public async Task A_row_that_throws_once_is_delivered()
    {
        await using QuestDbClient client = Connect(NoTimer);
        WriteReceipt[] receipts = [.. Enumerable.Range(0, 5).Select(i => client.Write(new Fickle(i, _temper)))];
        int throws = 1;
        _temper.Set(value => value == 2 && throws-- > 0);
        await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        Assert.Equal([0, 1, 2, 3, 4], _values);
        foreach (WriteReceipt receipt in receipts) await receipt.AcceptedAsync();
        await client.CloseAsync();
        Assert.DoesNotContain(_events, static e => e.Kind == ClientEventKind.RowsDropped);
    }

    [Fact]
    public async Task Rows_that_throw_now_and_then_come_to_an_end()
    {
        await using QuestDbClient client = Connect(NoTimer);
        WriteReceipt[] receipts = [.. Enumerable.Range(0, 200).Select(i => client.Write(new Fickle(i, _temper)))];
        int calls = 0;
        _temper.Set(_ => ++calls % 3 == 0);
        await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        var accepted = new List<long>();
        for (int i = 0; i < receipts.Length; i++)
        {
            if (await Record.ExceptionAsync(async () => await receipts[i].AcceptedAsync()) is null) accepted.Add(i);
        }

        Assert.Equal(accepted, _values);
        Assert.NotEmpty(accepted);
    }

    [Fact]
    public async Task Bad_rows_among_thousands_leave_alone()
    {
        await using QuestDbClient client = Connect(NoTimer + "auto_flush_rows=20000;");
        for (int i = 0; i < 19_999; i++) client.Write(new Fickle(i, _temper));
        _temper.Set(static value => value % 7 == 0);
        await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        Assert.Equal(Enumerable.Range(0, 19_999).Where(static i => i % 7 != 0).Select(static i => (long)i), _values);
    }

    [Fact]
    public async Task A_bad_row_at_close_is_lost_alone_and_the_report_counts_it()
    {
        QuestDbClient client = Connect(NoTimer);
        WriteReceipt good = client.Write(new Fickle(0, _temper));
        WriteReceipt bad = client.Write(new Fickle(1, _temper));
        client.Write(new Fickle(2, _temper));
        client.Write(new Tick("beside", 3, 2));
        _temper.Set(static value => value == 1);
        DeliveryReport report = await client.CloseAsync();
        Assert.Equal([0, 2, 3], _values);
        Assert.Equal((1, 0), (report.Rows, report.Frames));
        AssertNames(Assert.IsType<QuestDbException>(report.Error!.InnerException));
        await good.AcceptedAsync();
        AssertNames(await Assert.ThrowsAsync<QuestDbException>(async () => await bad.AcceptedAsync()));
        Assert.Single(_events, static e => e.Kind == ClientEventKind.RowsDropped);
    }

    [Fact]
    public async Task An_error_of_another_code_is_the_rows_too()
    {
        var temper = new Temper { Error = static () => new QuestDbException(ErrorCode.InvalidState, "called the client") };
        await using QuestDbClient client = Connect(NoTimer);
        client.Write(new Fickle(0, temper));
        WriteReceipt bad = client.Write(new Fickle(1, temper));
        client.Write(new Fickle(2, temper));
        temper.Set(static value => value == 1);
        await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        Assert.Equal([0, 2], _values);
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(async () => await bad.AcceptedAsync());
        Assert.Equal((ErrorCode.InvalidState, "fickle"), (e.Code, e.Table));
    }

    [Fact]
    public async Task A_span_with_a_bad_row_queues_none_of_its_rows_and_all_that_waited()
    {
        await using QuestDbClient client = Connect(NoTimer);
        client.Write(new Fickle(0, _temper));
        _temper.Set(static value => value == 12);
        QuestDbException e = Assert.Throws<QuestDbException>(
            () => client.Write<Fickle>([new Fickle(11, _temper), new Fickle(12, _temper), new Fickle(13, _temper)]));
        Assert.Equal(("fickle", "value", 1), (e.Table, e.Column, e.Row));
        Assert.EndsWith("No row of this write was queued.", e.Message);
        Assert.Equal(0, client.PublishedFsn);
        client.Write<Fickle>([new Fickle(14, _temper)]);
        await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        Assert.Equal([0, 14], _values);
    }

    [Fact]
    public async Task A_large_span_that_turns_bad_says_how_many_rows_are_queued()
    {
        await using QuestDbClient client =
            Connect("sf_max_total_bytes=1048576;sf_max_segment_bytes=65536;close_flush_timeout_millis=10000;");
        Fickle[] rows = [.. Enumerable.Range(0, 100_000).Select(i => new Fickle(i, _temper))];
        int asked = 0;
        _temper.Set(value => value == rows.Length - 1 && ++asked > 1);
        QuestDbException e = Assert.Throws<QuestDbException>(() => client.Write<Fickle>(rows));
        Assert.Equal(rows.Length - 1, e.Row);
        Assert.DoesNotContain("No row of this write", e.Message);
        Assert.Matches(@"Of the 100000 rows of this write the first \d+ are queued\.$", e.Message);
    }

    [Fact]
    public async Task A_row_for_whose_text_the_dictionary_has_no_room_any_more_leaves_alone()
    {
        await using QuestDbClient client = Connect(NoTimer);
        client.Write<Tick>([.. Enumerable.Range(0, SymbolDictionary.MaxEntries - 1).Select(static i => new Tick($"s{i}", -1, i))]);
        var texts = new TextSource();
        client.Write(new FickleText(texts, 0));
        WriteReceipt bad = client.Write(new FickleText(texts, 1));
        client.Write(new FickleText(texts, 2));
        texts.Of = static i => i == 1 ? "newer" : "new";
        await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        Assert.Equal([0, 2], Of(static v => v >= 0));
        QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(async () => await bad.AcceptedAsync());
        Assert.Equal((ErrorCode.SymbolDictionaryFull, "texts", "symbol"), (e.Code, e.Table, e.Column));
    }

    public Task InitializeAsync()
    {
        _server = ScriptedServer.Start(async connection =>
        {
            await connection.AcceptUpgradeAsync();
            await new IngestScript(connection).AckAllAsync(_values);
        });
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    private static void AssertNames(QuestDbException e)
    {
        Assert.Equal((ErrorCode.InvalidValue, "fickle", "value", 0), (e.Code, e.Table, e.Column, e.Row));
        Assert.Contains("Row 0 of table fickle, column value (LONG, long Fickle.Value): out of temper", e.Message);
        Assert.DoesNotContain("No row", e.Message);
    }

    private long[] Of(Func<long, bool> which)
    {
        lock (_values) return [.. _values.Where(which)];
    }

    private QuestDbClient Connect(string settings) =>
        QuestDbClient.Connect($"ws::addr={_server.Address};{settings}", new QuestDbOptions { EventListener = _events.Add });

    private sealed class TextSource
    {
        public volatile Func<int, string> Of = static _ => "s1";
    }

    private readonly record struct FickleText(TextSource Texts, int Value) : IQuestTable<FickleText>
    {
        public static TableSchema TableSchema { get; } = new("FickleText", "texts",
        [
            new ColumnSchema("symbol", ColumnType.Symbol, "string FickleText.Symbol"),
            new ColumnSchema("value", ColumnType.Long, "long FickleText.Value"),
        ]);

        public static RowSchema RowSchema => TableSchema;

        public static void WriteRows(ChunkEncoder encoder, ReadOnlySpan<FickleText> rows)
        {
            SymbolColumnWriter symbols = encoder.Symbol(0);
            foreach (FickleText row in rows) symbols.Add(row.Texts.Of(row.Value));
            symbols.End();
            Span<long> values = encoder.Fixed<long>(1);
            for (int i = 0; i < rows.Length; i++) values[i] = rows[i].Value;
        }

        public static void ReadRows(RowBatch batch, Span<FickleText> rows) => throw new InvalidOperationException();
    }
}
