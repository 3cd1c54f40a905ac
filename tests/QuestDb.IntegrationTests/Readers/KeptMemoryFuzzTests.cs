using System.Globalization;
using System.Runtime.InteropServices;

namespace QuestDb.IntegrationTests.Readers;

/// <summary>
/// Random reads over batches, views, memories and spans that were kept, across a thousand queries of many borrowers on few connections.
/// Each borrower's rows have a tag of their own in their upper half, by which its bytes are known wherever they are.
/// </summary>
[Trait("Category", "Integration")]
public sealed class KeptMemoryFuzzTests(ServerFixture server) : IClassFixture<ServerFixture>, IDisposable
{
    private const int Seed = 20261201;
    private const int Queries = 1_000;
    private const string Sql = "SELECT x + $1 AS id, (x + $1)::VARCHAR AS text, (x + $1)::VARCHAR AS utf8 FROM long_sequence(60)";

    private readonly Random _random = new(Seed);
    private readonly HashSet<uint> _tags = [];
    private readonly List<Action> _kept = [];
    private readonly QuestDbClient _client = QuestDbClient.Connect(server.ConnectString + "max_batch_rows=7;query_pool_max=2;");
    private int _refused;
    private int _spans;

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Nothing_kept_shows_another_batch_and_no_span_another_borrower()
    {
        while (_tags.Count < Queries)
        {
            switch (_random.Next(3))
            {
                case 0:
                    BorrowAndKeepSpans(0);
                    break;
                case 1:
                    await KeepRecordsAsync();
                    break;
                default:
                    KeepBatches();
                    break;
            }

            for (int i = 0; i < 5 && _kept.Count > 0; i++) AssertEnded(_kept[_random.Next(_kept.Count)]);
        }

        Assert.True(_refused > Queries && _spans > 100, $"{_refused} refused, {_spans} spans");
    }

    /// <summary>Keeps a view and a span on the stack while other borrowers use the connections.</summary>
    private void BorrowAndKeepSpans(int depth)
    {
        uint tag = NextTag();
        ReadOnlySpan<byte> ids, text;
        VarcharColumnView view;
        FixedColumnView<long> numbers;
        using (Reader reader = _client.BorrowReader())
        {
            using Cursor cursor = reader.Execute(Sql, (long)tag << 32);
            Batch batch = cursor.NextBatch()!;
            numbers = batch["id"].AsLong();
            view = batch["text"].AsVarchar();
            AssertOwn(tag, numbers.Value(_random.Next(numbers.Length)));
            ids = MemoryMarshal.AsBytes(numbers.Values);
            text = view.Bytes;
            for (int more = _random.Next(4); more > 0; more--)
            {
                AssertOwn(tag, cursor.NextBatch()!["id"].AsLong().Value(0));
                AssertEnded(numbers);
                AssertNoOther(tag, ids, text);
            }
        }

        for (int others = _random.Next(1, 4); others > 0; others--)
        {
            if (depth < 5 && _random.Next(2) == 0) BorrowAndKeepSpans(depth + 1);
            else KeepBatches();
            AssertEnded(numbers);
            AssertNoOther(tag, ids, text);
        }

        bool refused = false;
        try
        {
            _ = view[0];
        }
        catch (QuestDbException e) when (e.Code == ErrorCode.InvalidState)
        {
            refused = true;
        }

        Assert.True(refused);
    }

    private void KeepBatches()
    {
        uint tag = NextTag();
        using Reader reader = _client.BorrowReader();
        using Cursor cursor = reader.Execute(Sql, (long)tag << 32);
        for (int batches = _random.Next(1, 6); batches > 0; batches--)
        {
            Batch batch = cursor.NextBatch()!;
            BatchColumn column = batch["id"];
            AssertOwn(tag, column.AsLong().Value(_random.Next(batch.RowCount)));
            Keep(() => _ = batch.RowCount);
            Keep(() => batch["id"].AsLong().Value(0));
            Keep(() => column.AsLong().Value(0));
            Keep(() => column.IsNull(0));
        }
    }

    private async Task KeepRecordsAsync()
    {
        uint tag = NextTag();
        int left = _random.Next(1, 9);
        await foreach (RecordBatch<KeptRow> batch in _client.QueryBatches<KeptRow>(Sql, (long)tag << 32))
        {
            KeptRow row = batch[_random.Next(batch.Length)];
            AssertOwn(tag, row.Id);
            Assert.Equal(row.Id.ToString(CultureInfo.InvariantCulture), row.Text.ToString());
            Keep(() => _ = batch[0]);
            Keep(() => _ = batch.Span);
            Keep(() => _ = row.Text.Span);
            Keep(() => _ = row.Utf8.Span);
            if (--left == 0) break;
        }
    }

    private uint NextTag()
    {
        uint tag;
        do tag = 0x2A000000u | (uint)_random.Next(0x1000000);
        while (!_tags.Add(tag));
        return tag;
    }

    private void Keep(Action use)
    {
        if (_kept.Count < 500) _kept.Add(use);
        else _kept[_random.Next(_kept.Count)] = use;
    }

    private static void AssertOwn(uint tag, long id) => Assert.Equal(tag, (uint)(id >> 32));

    private void AssertEnded(Action use)
    {
        // Those that were kept of the batch that is read right now are not among them: every loop ends with its query.
        QuestDbException e = Assert.Throws<QuestDbException>(use);
        Assert.Equal(ErrorCode.InvalidState, e.Code);
        _refused++;
    }

    private void AssertEnded(FixedColumnView<long> view)
    {
        long? seen = null;
        try
        {
            seen = view.Value(0);
        }
        catch (QuestDbException e) when (e.Code == ErrorCode.InvalidState)
        {
            _refused++;
        }

        Assert.Null(seen);
    }

    /// <summary>Fails when the bytes of a kept span hold the tag of another borrower anywhere, as a number or as text.</summary>
    private void AssertNoOther(uint tag, ReadOnlySpan<byte> ids, ReadOnlySpan<byte> text)
    {
        _spans++;
        AssertNoOther(tag, ids);
        AssertNoOther(tag, text);
    }

    private void AssertNoOther(uint tag, ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i + sizeof(uint) <= bytes.Length; i++)
        {
            uint found = MemoryMarshal.Read<uint>(bytes[i..]);
            Assert.False(found != tag && _tags.Contains(found), $"A kept span of {tag:x8} shows {found:x8}.");
        }
    }
}
