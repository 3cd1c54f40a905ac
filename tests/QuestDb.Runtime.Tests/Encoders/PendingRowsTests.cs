using QuestDb.Mapping;
using QuestDb.TestSupport;
using QuestDb.Wire;

namespace QuestDb.Tests.Ingest;

/// <summary>What single rows may hold while they wait for others.</summary>
public sealed class PendingRowsTests
{
    private const string NoTimer = "auto_flush_interval=3600000;";

    [Fact]
    public async Task A_row_with_an_array_is_written_as_it_was_at_the_call()
    {
        var values = new List<long>();
        await using ScriptedServer server = AckAll(values);
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};{NoTimer}");
        long[] shared = [1];
        client.Write(new ArrayRow(shared));
        shared[0] = 2;
        client.Write(new ArrayRow(shared));
        shared[0] = 3;
        await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        Assert.Equal([1, 2], values);
    }

    [Fact]
    public async Task Rows_whose_texts_fit_the_dictionary_one_by_one_only_do_not_hold_up_others()
    {
        var values = new List<long>();
        await using ScriptedServer server = AckAll(values);
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};{NoTimer}");
        client.Write<Tick>([.. Enumerable.Range(0, SymbolDictionary.MaxEntries - 1).Select(static i => new Tick($"s{i}", i, i))]);
        client.Write(new Tick("new", -1, 1));
        QuestDbException e = Assert.Throws<QuestDbException>(() => client.Write(new Tick("newer", -2, 1)));
        Assert.Equal(ErrorCode.SymbolDictionaryFull, e.Code);
        client.Write(new Tick("new", -3, 1));
        client.Write<Tick>([new Tick("s1", -4, 1)]);
        await client.WaitAsync(AckLevel.Accepted, Poll.DefaultDeadline);
        Assert.Equal([-1, -3, -4], values[^3..]);
    }

    [Fact]
    public async Task A_sender_whose_dictionary_is_full_is_not_lent_again()
    {
        var values = new List<long>();
        await using ScriptedServer server = AckAll(values);
        await using QuestDbClient client = QuestDbClient.Connect($"ws::addr={server.Address};sender_pool_max=1;");
        using (ColumnSender sender = client.BorrowColumnSender())
        {
            sender.Flush(Symbols(SymbolDictionary.MaxEntries, "a"));
            Assert.True(sender.MustClose);
            Assert.Equal(ErrorCode.SymbolDictionaryFull, Assert.Throws<QuestDbException>(() => sender.Flush(Symbols(1, "b"))).Code);
            sender.Flush(Symbols(1, "a"));
        }

        using ColumnSender other = client.BorrowColumnSender();
        Assert.False(other.MustClose);
        other.Flush(Symbols(1, "b"));
        other.Wait(AckLevel.Accepted, Poll.DefaultDeadline);
    }

    private static Chunk Symbols(int count, string prefix) => new Chunk("ticks")
        .Symbol("symbol", Enumerable.Range(0, count).Select(i => $"{prefix}{i}").ToArray())
        .ColumnLong("value", new long[count])
        .At(new long[count], TimestampUnit.Seconds);

    private static ScriptedServer AckAll(List<long> values) => ScriptedServer.Start(async connection =>
    {
        await connection.AcceptUpgradeAsync();
        await new IngestScript(connection).AckAllAsync(values);
    });

    private readonly record struct ArrayRow(long[] Value) : IQuestTable<ArrayRow>
    {
        public static TableSchema TableSchema { get; } =
            new("ArrayRow", "held", [new ColumnSchema("value", ColumnType.Long, "long[] ArrayRow.Value")]) { HoldsMemory = true };

        public static RowSchema RowSchema => TableSchema;

        public static void WriteRows(ChunkEncoder encoder, ReadOnlySpan<ArrayRow> rows)
        {
            Span<long> values = encoder.Fixed<long>(0);
            for (int i = 0; i < rows.Length; i++) values[i] = rows[i].Value[0];
        }

        public static void ReadRows(RowBatch batch, Span<ArrayRow> rows) => throw new InvalidOperationException();
    }
}
