using QuestDb.Generators.ExecutionTests.Shapes;
using QuestDb.Mapping;
using QuestDb.Wire;

namespace QuestDb.Generators.ExecutionTests;

public class AllocationTests
{
    private static readonly ReadonlyRecordStruct[] s_rows = [.. Enumerable.Range(0, 1000).Select(i =>
        new ReadonlyRecordStruct($"SYM-{i % 50}", i % 2 == 0 ? Side.Buy : Side.Sell, i * 0.5, i, DateTime.UnixEpoch.AddSeconds(i)))];

    [Fact]
    public void Writing_rows_with_symbols_and_enums_allocates_nothing()
    {
        byte[] segment = new byte[1 << 20];
        var encoder = new ChunkEncoder(new FrameBuffer(_ => (segment, 0)), new SymbolDictionary());

        Assert.Equal(0, Allocated(() => Write<ReadonlyRecordStruct>(encoder, s_rows)));
    }

    [Fact]
    public void Reading_rows_without_varchar_allocates_nothing()
    {
        RowBatch batch = Loopback.Match<ReadonlyRecordStruct>(ResultFrame.FromIngest(Loopback.Write<ReadonlyRecordStruct>(s_rows),
            Schema<ReadonlyRecordStruct>()));
        var rows = new ReadonlyRecordStruct[s_rows.Length];

        Assert.Equal(0, Allocated(() => Read<ReadonlyRecordStruct>(batch, rows)));
        Assert.Equal(s_rows, rows);
    }

    [Fact]
    public void Reading_nulls_allocates_nothing()
    {
        RecordClass[] written = [.. Enumerable.Range(0, 1000)
            .Select(static i => new RecordClass("a", i % 3 == 0 ? null : i, DateTime.UnixEpoch.AddSeconds(i)) { Price = i })];
        RowBatch batch = Loopback.Match<CountRow>(ResultFrame.FromIngest(Loopback.Write<RecordClass>(written), Schema<RecordClass>()));
        var rows = new CountRow[written.Length];

        Assert.Equal(0, Allocated(() => Read<CountRow>(batch, rows)));
        Assert.Equal(written.Select(static row => new CountRow(row.Count, row.Price)), rows);
    }

    /// <summary>Bytes of a call after a first one has filled the caches.</summary>
    private static long Allocated(Action action)
    {
        action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Write<T>(ChunkEncoder encoder, T[] rows)
        where T : IQuestTable<T>
    {
        encoder.BeginFrame(T.TableSchema, rows.Length);
        T.WriteRows(encoder, rows);
        encoder.EndFrame();
    }

    private static void Read<T>(RowBatch batch, T[] rows)
        where T : IQuestRow<T> => T.ReadRows(batch, rows);

    private static TableSchema Schema<T>()
        where T : IQuestTable<T> => T.TableSchema;
}

[QuestRow]
internal readonly partial record struct CountRow(int? Count, double Price);
