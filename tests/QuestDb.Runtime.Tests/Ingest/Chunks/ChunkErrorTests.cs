namespace QuestDb.Tests.Ingest.Chunks;

/// <summary>What each setter of a chunk refuses: the error names table and column, and the chunk is as it was.</summary>
public sealed class ChunkErrorTests
{
    private static readonly byte[] s_short = [1];
    private static readonly string?[] s_symbols = ["u", null, "v"];

    public static TheoryData<string> Setters => [.. ChunkSetters.Named.Keys];

    public static TheoryData<string> ValiditySetters => [.. ChunkSetters.WithValidity.Keys];

    public static TheoryData<string> DesignatedSetters => [.. ChunkSetters.Designated.Keys];

    [Fact]
    public void Every_setter_is_in_the_tables()
    {
        string[] others = ["Clear()"];
        Assert.Equal(CalledMethods.Public(typeof(Chunk)).Order(),
            ChunkSetters.Named.Keys.Concat(ChunkSetters.Designated.Keys).Concat(others).Order());
        IEnumerable<string> validity = typeof(Chunk).GetMethods()
            .Where(static m => m.GetParameters().Any(static p => p.Name == "validity")).Select(CalledMethods.Spell);
        Assert.Equal(validity.Order(), ChunkSetters.WithValidity.Keys.Order());
    }

    [Theory, MemberData(nameof(Setters))]
    public void A_column_that_is_set_already_is_refused(string setter) =>
        Refused(chunk => ChunkSetters.Named[setter](chunk, "FIRST", 3), "FIRST", "set already");

    [Theory, MemberData(nameof(Setters))]
    public void An_illegal_name_is_refused(string setter) => Refused(chunk => ChunkSetters.Named[setter](chunk, "a?b", 3), "a?b", "'?'");

    [Theory, MemberData(nameof(Setters))]
    public void Another_number_of_rows_is_refused(string setter) =>
        Refused(chunk => ChunkSetters.Named[setter](chunk, "x", 4), "x", "4 rows", "have 3");

    [Theory, MemberData(nameof(Setters))]
    public void A_name_that_is_null_is_refused(string setter) =>
        Unchanged(chunk => Assert.Throws<ArgumentNullException>("name", () => ChunkSetters.Named[setter](chunk, null!, 3)));

    [Theory, MemberData(nameof(ValiditySetters))]
    public void A_short_validity_bitmap_is_refused(string setter)
    {
        Func<Chunk, string, int, byte[], Chunk> set = ChunkSetters.WithValidity[setter];
        Chunk chunk = new Chunk("t").ColumnByte("first", new sbyte[9]);
        byte[] before = FrameBytes.Of(chunk);
        AssertNames(Assert.Throws<QuestDbException>(() => set(chunk, "x", 9, s_short)), "x", "validity", "9 rows take 2");
        Assert.Equal(before, FrameBytes.Of(chunk));
        // Two bytes are enough, and NULL rows are not looked at.
        Assert.Equal(9, set(chunk, "x", 9, [0, 0]).RowCount);
        FrameBytes.Of(chunk);
    }

    [Theory, MemberData(nameof(DesignatedSetters))]
    public void A_second_designated_timestamp_is_refused(string setter)
    {
        Chunk chunk = new Chunk("t").At(new long[] { 1, 2, 3 }, TimestampUnit.Microseconds);
        byte[] before = FrameBytes.Of(chunk);
        AssertNames(Assert.Throws<QuestDbException>(() => ChunkSetters.Designated[setter](chunk, 3)), "timestamp", "set already");
        Assert.Equal(before, FrameBytes.Of(chunk));
    }

    [Theory, MemberData(nameof(DesignatedSetters))]
    public void A_designated_timestamp_of_other_length_is_refused(string setter) =>
        Refused(chunk => ChunkSetters.Designated[setter](chunk, 2), "timestamp", "2 rows", "have 3");

    [Theory]
    [InlineData("")]
    [InlineData(".t")]
    [InlineData("a\nb")]
    public void An_illegal_table_name_is_refused(string table)
    {
        QuestDbException e = Assert.Throws<QuestDbException>(() => new Chunk(table));
        Assert.Equal(ErrorCode.InvalidValue, e.Code);
        Assert.Equal(table, e.Table);
    }

    [Fact]
    public void An_unknown_unit_is_refused()
    {
        Refused(chunk => chunk.ColumnTimestamp("x", new long[3], (TimestampUnit)9), "x", "unit 9");
        Refused(chunk => chunk.ColumnTimestamp("x", new long[3].AsSpan(), (TimestampUnit)9), "x", "unit 9");
        Refused(chunk => chunk.At(new long[3], (TimestampUnit)9), "timestamp", "unit 9");
        Refused(chunk => chunk.At(new long[3].AsSpan(), (TimestampUnit)9), "timestamp", "unit 9");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(61)]
    public void Geohash_bits_out_of_range_are_refused(int bits)
    {
        Refused(chunk => chunk.ColumnGeoHash("x", new ulong[3], bits), "x", "1 to 60");
        Refused(chunk => chunk.ColumnGeoHash("x", new GeoHash[3], bits), "x", "1 to 60");
        Refused(chunk => chunk.ColumnGeoHash("x", new ulong[3].AsSpan(), bits), "x", "1 to 60");
        Refused(chunk => chunk.ColumnGeoHash("x", new GeoHash[3].AsSpan(), bits), "x", "1 to 60");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(77)]
    public void A_scale_out_of_range_is_refused(int scale)
    {
        Refused(chunk => chunk.ColumnDecimal64("x", new long[3], scale), "x", "0 to 18");
        Refused(chunk => chunk.ColumnDecimal64("x", new long[3].AsSpan(), scale), "x", "0 to 18");
        Refused(chunk => chunk.ColumnDecimal128("x", new Int128[3], scale), "x", "0 to 38");
        Refused(chunk => chunk.ColumnDecimal128("x", new Int128[3].AsSpan(), scale), "x", "0 to 38");
        Refused(chunk => chunk.ColumnDecimal("x", new decimal[3], scale), "x", "0 to 38");
        Refused(chunk => chunk.ColumnDecimal("x", new decimal[3].AsSpan(), scale), "x", "0 to 38");
        Refused(chunk => chunk.ColumnDecimal("x", new Decimal256[3], scale), "x", "0 to 76");
        Refused(chunk => chunk.ColumnDecimal("x", new Decimal256[3].AsSpan(), scale), "x", "0 to 76");
    }

    [Theory]
    [InlineData(new int[0], "no offsets")]
    [InlineData(new[] { 0, 2, 1, 3 }, "position 2")]
    [InlineData(new[] { -1, 0, 1, 3 }, "offset -1")]
    [InlineData(new[] { 0, 1, 2, 4 }, "offset 4")]
    public void Bad_offsets_are_refused(int[] offsets, string message)
    {
        long[] large = [.. offsets.Select(o => (long)o)];
        Refused(chunk => chunk.ColumnVarchar("x", offsets, new byte[3]), "x", message);
        Refused(chunk => chunk.ColumnVarchar("x", offsets.AsSpan(), new byte[3]), "x", message);
        Refused(chunk => chunk.ColumnVarchar("x", large, new byte[3]), "x", message);
        Refused(chunk => chunk.ColumnVarchar("x", large.AsSpan(), new byte[3]), "x", message);
        Refused(chunk => chunk.ColumnBinary("x", offsets, new byte[3]), "x", message);
        Refused(chunk => chunk.ColumnBinary("x", offsets.AsSpan(), new byte[3]), "x", message);
        Refused(chunk => chunk.ColumnBinary("x", large, new byte[3]), "x", message);
        Refused(chunk => chunk.ColumnBinary("x", large.AsSpan(), new byte[3]), "x", message);
        Refused(chunk => chunk.ColumnDoubleArray("x", offsets, new double[3]), "x", message);
        Refused(chunk => chunk.ColumnDoubleArray("x", offsets.AsSpan(), new double[3]), "x", message);
        Assert.Contains(message, Assert.Throws<QuestDbException>(() => new SymbolTexts(offsets, new byte[3])).Message);
        Assert.Contains(message, Assert.Throws<QuestDbException>(() => new SymbolTexts(large, new byte[3])).Message);
    }

    [Fact]
    public void Codes_outside_the_dictionary_are_refused()
    {
        string[] texts = ["a", "b"];
        Refused(chunk => chunk.Symbol("x", new sbyte[] { 0, -1, 0 }, texts), "x", "code -1 of row 1");
        Refused(chunk => chunk.Symbol("x", new sbyte[] { 0, -1, 0 }.AsSpan(), texts), "x", "code -1 of row 1");
        Refused(chunk => chunk.Symbol("x", new byte[] { 0, 2, 0 }, texts), "x", "code 2 of row 1");
        Refused(chunk => chunk.Symbol("x", new byte[] { 0, 2, 0 }.AsSpan(), texts), "x", "code 2 of row 1");
        Refused(chunk => chunk.Symbol("x", new short[] { 0, 1, 300 }, texts), "x", "code 300 of row 2");
        Refused(chunk => chunk.Symbol("x", new short[] { 0, 1, 300 }.AsSpan(), texts), "x", "code 300 of row 2");
        Refused(chunk => chunk.Symbol("x", new ushort[] { 9, 0, 0 }, texts), "x", "code 9 of row 0");
        Refused(chunk => chunk.Symbol("x", new ushort[] { 9, 0, 0 }.AsSpan(), texts), "x", "code 9 of row 0");
        Refused(chunk => chunk.Symbol("x", new[] { 0, 2, 0 }, texts), "x", "has 2 texts");
        Refused(chunk => chunk.Symbol("x", new[] { 0, 2, 0 }.AsSpan(), texts), "x", "has 2 texts");
        Refused(chunk => chunk.Symbol("x", new uint[] { 0, uint.MaxValue, 0 }, texts), "x", "code 4294967295 of row 1");
        Refused(chunk => chunk.Symbol("x", new uint[] { 0, uint.MaxValue, 0 }.AsSpan(), texts), "x", "code 4294967295 of row 1");
    }

    [Fact]
    public void A_code_of_a_NULL_row_is_not_looked_at()
    {
        var chunk = new Chunk("t");
        chunk.Symbol("x", new[] { 0, -1, 7 }, new[] { "a" }, new byte[] { 0b001 });
        Assert.Equal(3, chunk.RowCount);
    }

    [Theory]
    [InlineData(9, "9 rows take 2")]
    [InlineData(-1, "-1 rows")]
    public void Bits_for_other_rows_are_refused(int rows, string message)
    {
        Refused(chunk => chunk.ColumnBooleanBits("x", new byte[1], rows), "x", message);
        Refused(chunk => chunk.ColumnBooleanBits("x", new byte[1].AsSpan(), rows), "x", message);
    }

    /// <summary>Runs a call that is refused, and sees that the chunk is as it was.</summary>
    private static void Refused(Func<Chunk, Chunk> call, string column, params string[] message) =>
        Unchanged(chunk => AssertNames(Assert.Throws<QuestDbException>(() => call(chunk)), column, message));

    /// <summary>
    /// The chunk has the same rows, columns and bytes as before a call, and takes the next column like one that was never wrong.
    /// </summary>
    private static void Unchanged(Action<Chunk> call)
    {
        Chunk chunk = Filled();
        byte[] before = FrameBytes.Of(chunk);

        call(chunk);

        Assert.Equal(3, chunk.RowCount);
        Assert.Equal(["first", "text"], chunk.Source.Schema.Columns.ToArray().Select(c => c.Name));
        Assert.Equal(before, FrameBytes.Of(chunk));
        Assert.Equal(FrameBytes.Of(Filled().Symbol("x", s_symbols)), FrameBytes.Of(chunk.Symbol("x", s_symbols)));
    }

    private static Chunk Filled() => new Chunk("t").ColumnInt("first", [1, 2, 3]).ColumnVarchar("text", ["a", null, "c"]);

    private static void AssertNames(QuestDbException e, string column, params string[] message)
    {
        Assert.Equal(ErrorCode.InvalidValue, e.Code);
        Assert.Equal("t", e.Table);
        Assert.Equal(column, e.Column);
        Assert.Contains("table t", e.Message);
        foreach (string part in message)
            Assert.Contains(part, e.Message);
    }
}
