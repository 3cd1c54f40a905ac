using System.Net;
using QuestDb.Generators.ExecutionTests.Shapes;
using QuestDb.Mapping;
using QuestDb.Wire;

namespace QuestDb.Generators.ExecutionTests;

/// <summary>
/// A type that owns no heap object costs none a row, written and read; the others cost their own object and nothing else.
/// </summary>
public class TypeAllocationTests
{
    private const int Count = 500;

    private static readonly ValueTypes[] s_values = Rows(static i => new ValueTypes(
        (byte)i, (ushort)i, i % 3 == 0 ? null : (uint)i, (Level)i, (ByteLevel)(i % 256), i % 3 == 0 ? null : (WideLevel)i,
        new Guid(i, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), i % 3 == 0 ? null : Guid.Empty, new Long256((ulong)i, 1, 2, 3), (uint)i + 1,
        new TimestampMicros(i), i % 3 == 0 ? null : new TimestampNanos(i), DateTime.UnixEpoch.AddDays(i),
        i * 0.01m, i % 3 == 0 ? null : i * 0.0001m, new Decimal256(i, 10), i % 3 == 0 ? null : new Decimal256(i, 3),
        new GeoHash(i, 20), i % 3 == 0 ? null : new GeoHash(i, 60), new Price(i)));

    private static readonly MemoryRow[] s_memory = Rows(static i => new MemoryRow(
        $"text {i} ß".AsMemory(), i % 3 == 0 ? null : System.Text.Encoding.UTF8.GetBytes($"utf-8 {i}"),
        new byte[] { 1, 2, (byte)i }, $"symbol {i % 9}".AsMemory(), new double[] { i, 2, 3 }));

    [Fact]
    public void Value_types_cost_nothing_when_written() => Assert.Equal(0, Written(s_values));

    [Fact]
    public void Value_types_cost_nothing_when_read()
    {
        ValueTypes[] rows = Read<ValueTypes>(Frame(s_values), views: false, out long bytes);
        Assert.Equal(s_values, rows);
        Assert.Equal(0, bytes);
    }

    [Fact]
    public void Memory_costs_nothing_when_written_and_as_views_when_read()
    {
        Assert.Equal(0, Written(s_memory));
        MemoryRow[] rows = Read<MemoryRow>(Frame(s_memory), views: true, out long bytes);
        // Each column of memory has one object for all its rows, which knows whether their batch is still the same.
        Assert.InRange(bytes, 0, 4 * 40);
        Assert.Equal(s_memory.Select(static row => row.Chars.ToString()), rows.Select(static row => row.Chars.ToString()));
        Assert.Equal(s_memory.Select(static row => row.Doubles.ToArray()), rows.Select(static row => row.Doubles.ToArray()));
    }

    [Fact]
    public void Arrays_and_addresses_cost_nothing_when_written() => Assert.Equal(0, Written(HeapRows()));

    [Fact]
    public void Address_costs_its_object() => AssertOwnObject<AddressRow>(static () => new IPAddress(12345L));

    [Fact]
    public void Bytes_cost_their_array() => AssertOwnObject<BytesRow>(static () => new byte[5]);

    [Fact]
    public void Copied_memory_costs_its_array() => AssertOwnObject<BytesAsMemory>(static () => new byte[5]);

    [Fact]
    public void Vector_costs_its_array() => AssertOwnObject<VectorRow>(static () => new double[3]);

    [Fact]
    public void Copied_doubles_cost_their_array() => AssertOwnObject<VectorAsMemory>(static () => new double[3]);

    [Fact]
    public void Matrix_costs_its_array() => AssertOwnObject<MatrixRow>(static () => new double[2, 2]);

    [Fact]
    public void Array_of_any_shape_costs_its_values_and_shape() => AssertOwnObject<MatrixAsArray>(static () => (new double[4], new int[2]));

    [Fact]
    public void Text_costs_its_string() => AssertOwnObject<TextRow>(static () => new string('x', 7));

    private static void AssertOwnObject<T>(Func<object> make)
        where T : IQuestRow<T>
    {
        Read<T>(Frame(HeapRows()), views: false, out long bytes);
        // A tuple of two objects is boxed, which is no part of the row.
        long boxed =
            make() is ValueTuple<double[], int[]> ? Allocated(static () => GC.KeepAlive((object)default(ValueTuple<double[], int[]>))) : 0;
        Assert.Equal(Count * (Allocated(() => GC.KeepAlive(make())) - boxed), bytes);
    }

    private static HeapRow[] HeapRows() => Rows(static i =>
        new HeapRow(new IPAddress([10, 0, 0, (byte)i]), [1, 2, 3, 4, 5], [1, 2, i], new double[,] { { 1, 2 }, { 3, i } }, "seven 7"));

    private static T[] Rows<T>(Func<int, T> make) => [.. Enumerable.Range(0, Count).Select(make)];

    private static byte[] Frame<T>(T[] rows)
        where T : IQuestTable<T> => ResultFrame.FromIngest(Loopback.Write<T>(rows), T.TableSchema);

    private static long Written<T>(T[] rows)
        where T : IQuestTable<T>
    {
        byte[] segment = new byte[1 << 20];
        var encoder = new ChunkEncoder(new FrameBuffer(_ => (segment, 0)), new SymbolDictionary());
        return Allocated(() =>
        {
            encoder.BeginFrame(T.TableSchema, rows.Length);
            T.WriteRows(encoder, rows);
            encoder.EndFrame();
        });
    }

    private static T[] Read<T>(byte[] frame, bool views, out long bytes)
        where T : IQuestRow<T>
    {
        RowBatch batch = Loopback.Match<T, T>(frame, views);
        var rows = new T[batch.RowCount];
        bytes = Allocated(() => RowMap<T, T>.Instance.Read(batch, rows));
        return rows;
    }

    /// <summary>Bytes of a call after a first one has filled the caches.</summary>
    private static long Allocated(Action action)
    {
        action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}

[QuestTable("values", ServerTime = true)]
internal readonly partial record struct ValueTypes(
    byte Octet, ushort Word, uint? Wide, Level Level, ByteLevel Octets, WideLevel? WideLevel, Guid Id, Guid? IdOrNull,
    Long256 Hash, [IPv4] uint Host,
    TimestampMicros Micros, TimestampNanos? Nanos, [DateMillis] DateTime Date, [Decimal(18, 2)] decimal Price,
    [Decimal(38, 4)] decimal? Amount,
    [Decimal(76, 10)] Decimal256 Huge, [Decimal(18, 3)] Decimal256? Rate, [GeoHash(20)] GeoHash Place, [GeoHash(60)] GeoHash? Spot,
    [Decimal(10, 2), Converter(typeof(PriceConverter))] Price Converted);

[QuestTable("memory", ServerTime = true)]
internal readonly partial record struct MemoryRow(
    ReadOnlyMemory<char> Chars,
    [Varchar] ReadOnlyMemory<byte>? Utf8,
    ReadOnlyMemory<byte> Bytes,
    [Symbol] ReadOnlyMemory<char> Tag,
    ReadOnlyMemory<double> Doubles);

[QuestTable("heap", ServerTime = true)]
internal readonly partial record struct HeapRow(IPAddress Address, byte[] Bytes, double[] Vector, double[,] Matrix, string Text);

[QuestRow]
internal readonly partial record struct AddressRow(IPAddress Address);

[QuestRow]
internal readonly partial record struct BytesRow(byte[] Bytes);

[QuestRow]
internal readonly partial record struct BytesAsMemory([property: QuestColumn("bytes")] ReadOnlyMemory<byte> Memory);

[QuestRow]
internal readonly partial record struct VectorRow(double[] Vector);

[QuestRow]
internal readonly partial record struct VectorAsMemory([property: QuestColumn("vector")] ReadOnlyMemory<double> Memory);

[QuestRow]
internal readonly partial record struct MatrixRow(double[,] Matrix);

[QuestRow]
internal readonly partial record struct MatrixAsArray(NdArray<double> Matrix);

[QuestRow]
internal readonly partial record struct TextRow(string Text);
