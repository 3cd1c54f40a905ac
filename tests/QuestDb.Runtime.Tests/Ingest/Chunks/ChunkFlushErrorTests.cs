using QuestDb.Testing;

namespace QuestDb.Tests.Ingest.Chunks;

/// <summary>
/// Values that the flush of a chunk refuses: the error names table, column and row, the chunk is as it was, nothing is queued, and
/// the sender takes the next chunk.
/// </summary>
public sealed class ChunkFlushErrorTests(ChunkFlushErrorTests.Fixture fixture) : IClassFixture<ChunkFlushErrorTests.Fixture>
{
    private const ulong Half = 1UL << 63;
    private const string Null = "read back as NULL";
    private const string Range = "outside 1970-01-01 to 9999-12-31";

    private static readonly Long256 s_nullLong256 = new(Half, Half, Half, Half);
    private static readonly Guid s_nullUuid = Guid.Parse("80000000-0000-0000-8000-000000000000");
    private static readonly DateTime s_1969 = DateTime.UnixEpoch.AddTicks(-1);
    private static readonly string[] s_broken = ["a", "b", "\ud800"];
    private static readonly byte[] s_notUtf8 = [65, 0xC3, 0xBC, 0xFF];

    /// <summary>Bad values in row 2 of 3, and what the error says.</summary>
    private static readonly (Func<Chunk, Chunk> Set, string Message)[] s_cases =
    [
        (c => c.ColumnInt("x", new[] { 1, 2, int.MinValue }), Null),
        (c => c.ColumnInt("x", new[] { 1, 2, int.MinValue }, new byte[] { 0b101 }), Null),
        (c => c.ColumnInt("x", new[] { 1, 2, int.MinValue }.AsSpan()), Null),
        (c => c.ColumnLong("x", new[] { 1, 2, long.MinValue }), Null),
        (c => c.ColumnLong("x", new[] { 1, 2, long.MinValue }.AsSpan()), Null),
        (c => c.ColumnDate("x", new[] { 1, 2, long.MinValue }), Null),
        (c => c.ColumnDate("x", new[] { 1, 2, long.MinValue }.AsSpan()), Null),
        (c => c.ColumnIPv4("x", new uint[] { 1, 2, 0 }), Null),
        (c => c.ColumnIPv4("x", new uint[] { 1, 2, 0 }.AsSpan()), Null),
        (c => c.ColumnUuid("x", new[] { Guid.Empty, Guid.Empty, s_nullUuid }), Null),
        (c => c.ColumnUuid("x", new[] { Guid.Empty, Guid.Empty, s_nullUuid }.AsSpan()), Null),
        (c => c.ColumnLong256("x", new[] { default, default, s_nullLong256 }), Null),
        (c => c.ColumnLong256("x", new[] { default, default, s_nullLong256 }.AsSpan()), Null),
        (c => c.ColumnTimestamp("x", new[] { 1, 2, long.MaxValue / 1_000 }, TimestampUnit.Seconds), "does not fit microseconds"),
        (c => c.ColumnTimestamp("x", new[] { 1, 2, long.MinValue }.AsSpan(), TimestampUnit.Nanoseconds), Null),
        (c => c.ColumnTimestamp("x", new TimestampMicros[] { new(1), new(2), new(long.MinValue) }), Null),
        (c => c.ColumnTimestamp("x", new TimestampMicros[] { new(1), new(2), new(long.MinValue) }.AsSpan()), Null),
        (c => c.ColumnTimestamp("x", new TimestampNanos[] { new(1), new(2), new(long.MinValue) }), Null),
        (c => c.ColumnTimestamp("x", new TimestampNanos[] { new(1), new(2), new(long.MinValue) }.AsSpan()), Null),
        (c => c.ColumnGeoHash("x", new ulong[] { 1, 2, 32 }, 5), "more than the 5 bits"),
        (c => c.ColumnGeoHash("x", new ulong[] { 1, 2, 32 }.AsSpan(), 5), "more than the 5 bits"),
        (c => c.ColumnGeoHash("x", new GeoHash[] { new(1, 5), new(2, 5), new(3, 6) }, 5), "has 6 bits"),
        (c => c.ColumnGeoHash("x", new GeoHash[] { new(1, 5), new(2, 5), default }.AsSpan(), 5), "has 0 bits"),
        (c => c.ColumnDecimal64("x", new[] { 1, 2, -1_000_000_000_000_000_000 }, 2), "18 digits"),
        (c => c.ColumnDecimal64("x", new[] { 1, 2, 1_000_000_000_000_000_000 }.AsSpan(), 2), "18 digits"),
        (c => c.ColumnDecimal128("x", new[] { 1, 2, Int128.MaxValue }, 2), "38 digits"),
        (c => c.ColumnDecimal128("x", new[] { 1, 2, Int128.MinValue }.AsSpan(), 2), "38 digits"),
        (c => c.ColumnDecimal("x", new[] { 1, 2, 1.125m }, 2), "1.125"),
        (c => c.ColumnDecimal("x", new[] { 1, 2, decimal.MaxValue }.AsSpan(), 20), "38"),
        (c => c.ColumnDecimal("x", new[] { default, default, Decimal256.MaxValue }, 1), "76"),
        (c => c.ColumnDecimal("x", new[] { default, default, Decimal256.Parse("0.001") }.AsSpan(), 2), "0.001"),
        (c => c.ColumnVarchar("x", new[] { 0, 1, 3, 4 }, s_notUtf8), "UTF-8"),
        (c => c.ColumnVarchar("x", new[] { 0, 1, 3, 4 }.AsSpan(), s_notUtf8), "UTF-8"),
        (c => c.ColumnVarchar("x", new[] { 0L, 1, 3, 4 }, s_notUtf8), "UTF-8"),
        (c => c.ColumnVarchar("x", new[] { 0L, 1, 3, 4 }.AsSpan(), s_notUtf8, new byte[] { 0b101 }), "UTF-8"),
        (c => c.ColumnVarchar("x", s_broken), "surrogate"),
        (c => c.ColumnVarchar("x", s_broken.AsSpan()), "surrogate"),
        (c => c.Symbol("x", s_broken), "surrogate"),
        (c => c.Symbol("x", s_broken.AsSpan()), "surrogate"),
        (c => c.Symbol("x", new sbyte[] { 0, 1, 2 }, s_broken), "surrogate"),
        (c => c.Symbol("x", new sbyte[] { 0, 1, 2 }.AsSpan(), s_broken), "surrogate"),
        (c => c.Symbol("x", new byte[] { 0, 1, 2 }, s_broken), "surrogate"),
        (c => c.Symbol("x", new byte[] { 0, 1, 2 }.AsSpan(), s_broken), "surrogate"),
        (c => c.Symbol("x", new short[] { 0, 1, 2 }, new SymbolTexts(new[] { 0, 1, 3, 4 }, s_notUtf8)), "UTF-8"),
        (c => c.Symbol("x", new short[] { 0, 1, 2 }.AsSpan(), new SymbolTexts(new[] { 0L, 1, 3, 4 }, s_notUtf8)), "UTF-8"),
        (c => c.Symbol("x", new ushort[] { 0, 1, 2 }, new SymbolTexts(new[] { 0, 1, 3, 4 }, s_notUtf8)), "UTF-8"),
        (c => c.Symbol("x", new ushort[] { 0, 1, 2 }.AsSpan(), new SymbolTexts(new[] { 0L, 1, 3, 4 }, s_notUtf8)), "UTF-8"),
        (c => c.Symbol("x", new[] { 0, 1, 2 }, new[] { "a", "b", null! }), "code 2 is null"),
        (c => c.Symbol("x", new[] { 0, 1, 2 }.AsSpan(), new[] { "a", "b", null! }), "code 2 is null"),
        (c => c.Symbol("x", new uint[] { 0, 1, 2 }, new[] { "a", "b", null! }), "code 2 is null"),
        (c => c.Symbol("x", new uint[] { 0, 1, 2 }.AsSpan(), new[] { "a", "b", null! }), "code 2 is null"),
        (c => c.At(new long[] { 1, 2, -1 }, TimestampUnit.Seconds), Range),
        (c => c.At(new[] { 1, 2, long.MaxValue }.AsSpan(), TimestampUnit.Milliseconds), "does not fit microseconds"),
        (c => c.At(new[] { DateTime.UnixEpoch, DateTime.UnixEpoch, s_1969 }), Range),
        (c => c.At(new[] { DateTime.UnixEpoch, DateTime.UnixEpoch, s_1969 }.AsSpan()), Range),
        (c => c.At(new DateTimeOffset[] { DateTime.UnixEpoch, DateTime.UnixEpoch, s_1969 }), Range),
        (c => c.At(new DateTimeOffset[] { DateTime.UnixEpoch, DateTime.UnixEpoch, s_1969 }.AsSpan()), Range),
        (c => c.At(new TimestampMicros[] { new(1), new(2), new(253_402_300_800_000_000) }), Range),
        (c => c.At(new TimestampMicros[] { new(1), new(2), new(long.MinValue) }.AsSpan()), Range),
        (c => c.At(new TimestampNanos[] { new(1), new(2), new(-1) }), Range),
        (c => c.At(new TimestampNanos[] { new(1), new(2), new(long.MinValue) }.AsSpan()), Range),
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, s_cases.Length)];

    /// <summary>Setters whose every value can be stored: what else they refuse is refused before the flush.</summary>
    private static bool TakesEveryValue(string setter) => setter.Split('(')[0] switch
    {
        "ColumnBoolean" or "ColumnBooleanBits" or "ColumnByte" or "ColumnShort" or "ColumnFloat" or "ColumnDouble" or "ColumnChar"
            or "ColumnBinary" or "ColumnDoubleArray" => true,
        "ColumnDate" or "ColumnTimestamp" => setter.Contains("<Date"),
        _ => false,
    };

    [Fact]
    public void Every_setter_has_a_case_or_takes_every_value()
    {
        string[] cases = [.. s_cases.Select(static c => ChunkSetters.Name(c.Set)).Distinct()];
        string[] setters = [.. ChunkSetters.Named.Keys, .. ChunkSetters.Designated.Keys];
        Assert.Equal(setters.Where(static s => !TakesEveryValue(s)).Order(), cases.Order());
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_bad_value_is_refused_by_the_flush(int number)
    {
        (Func<Chunk, Chunk> set, string message) = s_cases[number];
        string column = ChunkSetters.Name(set).StartsWith("At(", StringComparison.Ordinal) ? "timestamp" : "x";
        using ColumnSender sender = fixture.Client.BorrowColumnSender();
        long published = sender.PublishedFsn;
        // The symbols before the bad value are registered by the frame that is given up, and have to be again.
        Chunk chunk = set(new Chunk("t").Symbol("s", ["new", "newer", "newest"]));

        QuestDbException e = Assert.Throws<QuestDbException>(() => sender.Flush(chunk));

        Assert.Equal((ErrorCode.InvalidValue, "t", column, 2), (e.Code, e.Table, e.Column, e.Row));
        Assert.Contains("Row 2 of table t, column " + column, e.Message);
        Assert.Contains(message, e.Message);
        Assert.Equal((3, published), (chunk.RowCount, sender.PublishedFsn));
        Assert.Equal(["s", column], chunk.Source.Schema.Columns.ToArray().Select(c => c.Designated ? "timestamp" : c.Name));
        Assert.Equal(e.Message, Assert.Throws<QuestDbException>(() => sender.Flush(chunk)).Message);
        Assert.False(sender.MustClose);
        Assert.False(sender.TryGetError(out _));

        chunk.Clear();
        WriteReceipt receipt = sender.Flush(chunk.Symbol("s", ["new", "newer", "newest"]).At(new TimestampMicros[3]));
        sender.Wait(AckLevel.Accepted, TestSupport.Poll.DefaultDeadline);
        Assert.Equal((fixture.Frames, fixture.Frames), (receipt.FirstFsn, sender.AckedFsn));
        fixture.Frames++;
        Assert.True(chunk.IsEmpty);
    }

    [Fact]
    public void An_array_whose_bytes_no_int_counts_is_a_row_that_is_too_large()
    {
        using ColumnSender sender = fixture.Client.BorrowColumnSender();
        // It is not filled, so that it takes addresses and no memory.
        var array = new NdArray<double>(GC.AllocateUninitializedArray<double>((int.MaxValue / sizeof(double)) + 1));
        QuestDbException e = Assert.Throws<QuestDbException>(() => sender.Flush(new Chunk("t").ColumnDoubleArray("x", [array])));
        Assert.Equal((ErrorCode.RowTooLarge, "t", 0), (e.Code, e.Table, e.Row));
    }

    public sealed class Fixture : IAsyncLifetime
    {
        private QuestDbTestServer _server = null!;

        /// <summary>Good frames so far, all of them by the one sender that the pool lends.</summary>
        public long Frames { get; set; }

        public QuestDbClient Client { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            _server = await QuestDbTestServer.StartAsync();
            Client = QuestDbClient.Connect(_server.ConnectString);
        }

        public async Task DisposeAsync()
        {
            await Client.DisposeAsync();
            await _server.DisposeAsync();
        }
    }
}
