namespace QuestDb.Tests.Ingest.Chunks;

/// <summary>What each setter of a chunk refuses: the error names table and column, and the chunk is as it was.</summary>
public sealed class ChunkErrorTests
{
    private static readonly byte[] s_short = [1];

    /// <summary>Calls that every setter refuses alike: for each setter a column of some rows, with or without validity.</summary>
    private static readonly Dictionary<string, Func<Chunk, string, int, byte[], Chunk>> s_setters = new()
    {
        ["Boolean"] = (c, n, r, v) => c.ColumnBoolean(n, new bool[r], v),
        ["BooleanSpan"] = (c, n, r, v) => c.ColumnBoolean(n, new bool[r].AsSpan(), v),
        ["BooleanBits"] = (c, n, r, v) => c.ColumnBooleanBits(n, new byte[(r + 7) / 8], r, v),
        ["BooleanBitsSpan"] = (c, n, r, v) => c.ColumnBooleanBits(n, new byte[(r + 7) / 8].AsSpan(), r, v),
        ["Byte"] = (c, n, r, v) => c.ColumnByte(n, new sbyte[r], v),
        ["ByteSpan"] = (c, n, r, v) => c.ColumnByte(n, new sbyte[r].AsSpan(), v),
        ["Short"] = (c, n, r, v) => c.ColumnShort(n, new short[r], v),
        ["Int"] = (c, n, r, v) => c.ColumnInt(n, new int[r], v),
        ["IntSpan"] = (c, n, r, v) => c.ColumnInt(n, new int[r].AsSpan(), v),
        ["Long"] = (c, n, r, v) => c.ColumnLong(n, new long[r], v),
        ["Float"] = (c, n, r, v) => c.ColumnFloat(n, new float[r], v),
        ["Double"] = (c, n, r, v) => c.ColumnDouble(n, new double[r], v),
        ["Char"] = (c, n, r, v) => c.ColumnChar(n, new char[r], v),
        ["Timestamp"] = (c, n, r, v) => c.ColumnTimestamp(n, new long[r], TimestampUnit.Milliseconds, v),
        ["TimestampNumbers"] = (c, n, r, v) => c.ColumnTimestamp(n, new long[r], TimestampUnit.Nanoseconds, v),
        ["TimestampDateTime"] = (c, n, r, v) => c.ColumnTimestamp(n, new DateTime[r], v),
        ["TimestampDateTimeOffset"] = (c, n, r, v) => c.ColumnTimestamp(n, new DateTimeOffset[r], v),
        ["TimestampMicros"] = (c, n, r, v) => c.ColumnTimestamp(n, new TimestampMicros[r], v),
        ["TimestampNanos"] = (c, n, r, v) => c.ColumnTimestamp(n, new TimestampNanos[r], v),
        ["Date"] = (c, n, r, v) => c.ColumnDate(n, new long[r], v),
        ["DateOnly"] = (c, n, r, v) => c.ColumnDate(n, new DateOnly[r], v),
        ["DateTime"] = (c, n, r, v) => c.ColumnDate(n, new DateTime[r], v),
        ["Uuid"] = (c, n, r, v) => c.ColumnUuid(n, new Guid[r], v),
        ["Long256"] = (c, n, r, v) => c.ColumnLong256(n, new Long256[r], v),
        ["IPv4"] = (c, n, r, v) => c.ColumnIPv4(n, new uint[r], v),
        ["GeoHash"] = (c, n, r, v) => c.ColumnGeoHash(n, new ulong[r], 20, v),
        ["GeoHashValues"] = (c, n, r, v) => c.ColumnGeoHash(n, new GeoHash[r], 20, v),
        ["Decimal64"] = (c, n, r, v) => c.ColumnDecimal64(n, new long[r], 2, v),
        ["Decimal128"] = (c, n, r, v) => c.ColumnDecimal128(n, new Int128[r], 2, v),
        ["Decimal"] = (c, n, r, v) => c.ColumnDecimal(n, new decimal[r], 2, v),
        ["Decimal256"] = (c, n, r, v) => c.ColumnDecimal(n, new Decimal256[r], 2, v),
        ["Varchar"] = (c, n, r, v) => c.ColumnVarchar(n, new int[r + 1], Array.Empty<byte>(), v),
        ["VarcharLarge"] = (c, n, r, v) => c.ColumnVarchar(n, new long[r + 1], Array.Empty<byte>(), v),
        ["Binary"] = (c, n, r, v) => c.ColumnBinary(n, new int[r + 1], Array.Empty<byte>(), v),
        ["BinaryLarge"] = (c, n, r, v) => c.ColumnBinary(n, new long[r + 1], Array.Empty<byte>(), v),
        ["Symbol8"] = (c, n, r, v) => c.Symbol(n, new sbyte[r], new[] { "a" }, v),
        ["SymbolU8"] = (c, n, r, v) => c.Symbol(n, new byte[r], new[] { "a" }, v),
        ["Symbol16"] = (c, n, r, v) => c.Symbol(n, new short[r], new[] { "a" }, v),
        ["SymbolU16"] = (c, n, r, v) => c.Symbol(n, new ushort[r], new[] { "a" }, v),
        ["Symbol32"] = (c, n, r, v) => c.Symbol(n, new int[r], new[] { "a" }, v),
        ["SymbolU32"] = (c, n, r, v) => c.Symbol(n, new uint[r], new[] { "a" }, v),
        ["DoubleArray"] = (c, n, r, v) => c.ColumnDoubleArray(n, new int[r + 1], Array.Empty<double>(), v),
    };

    /// <summary>Setters whose NULL is a null, without validity.</summary>
    private static readonly Dictionary<string, Func<Chunk, string, int, Chunk>> s_nullSetters = new()
    {
        ["VarcharStrings"] = (c, n, r) => c.ColumnVarchar(n, new string?[r]),
        ["SymbolStrings"] = (c, n, r) => c.Symbol(n, new string?[r]),
        ["BinaryArrays"] = (c, n, r) => c.ColumnBinary(n, new byte[]?[r]),
        ["DoubleArrays"] = (c, n, r) => c.ColumnDoubleArray(n, new DoubleArray[r]),
    };

    public static TheoryData<string> Setters => [.. s_setters.Keys, .. s_nullSetters.Keys];

    public static TheoryData<string> ValiditySetters => [.. s_setters.Keys];

    [Theory, MemberData(nameof(Setters))]
    public void A_column_that_is_set_already_is_refused(string setter) =>
        Refused(chunk => Set(setter)(chunk, "FIRST", 3), "FIRST", "set already");

    [Theory, MemberData(nameof(Setters))]
    public void An_illegal_name_is_refused(string setter) => Refused(chunk => Set(setter)(chunk, "a?b", 3), "a?b", "'?'");

    [Theory, MemberData(nameof(Setters))]
    public void Another_number_of_rows_is_refused(string setter) => Refused(chunk => Set(setter)(chunk, "x", 4), "x", "4 rows", "have 3");

    [Theory, MemberData(nameof(ValiditySetters))]
    public void A_short_validity_bitmap_is_refused(string setter)
    {
        var chunk = new Chunk("t");
        QuestDbException e = Assert.Throws<QuestDbException>(() => s_setters[setter](chunk, "x", 9, s_short));
        AssertNames(e, "x", "validity", "9 rows take 2");
        Assert.True(chunk.IsEmpty);
    }

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
    public void A_second_designated_timestamp_is_refused() =>
        Refused(chunk => chunk.At(new long[3], TimestampUnit.Microseconds).At(new TimestampNanos[3]), "timestamp", "set already");

    [Fact]
    public void A_designated_timestamp_of_other_length_is_refused() => Refused(chunk => chunk.At(new DateTime[2]), "timestamp", "2 rows");

    [Fact]
    public void An_unknown_unit_is_refused() => Refused(chunk => chunk.ColumnTimestamp("x", new long[3], (TimestampUnit)9), "x", "unit");

    [Theory]
    [InlineData(0)]
    [InlineData(61)]
    public void Geohash_bits_out_of_range_are_refused(int bits)
    {
        Refused(chunk => chunk.ColumnGeoHash("x", new ulong[3], bits), "x", "1 to 60");
        Refused(chunk => chunk.ColumnGeoHash("x", new GeoHash[3], bits), "x", "1 to 60");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(77)]
    public void A_scale_out_of_range_is_refused(int scale)
    {
        Refused(chunk => chunk.ColumnDecimal64("x", new long[3], scale), "x", "0 to 18");
        Refused(chunk => chunk.ColumnDecimal128("x", new Int128[3], scale), "x", "0 to 38");
        Refused(chunk => chunk.ColumnDecimal("x", new decimal[3], scale), "x", "0 to 38");
        Refused(chunk => chunk.ColumnDecimal("x", new Decimal256[3], scale), "x", "0 to 76");
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
        Refused(chunk => chunk.ColumnVarchar("x", large, new byte[3]), "x", message);
        Refused(chunk => chunk.ColumnBinary("x", offsets, new byte[3]), "x", message);
        Refused(chunk => chunk.ColumnBinary("x", large, new byte[3]), "x", message);
        Refused(chunk => chunk.ColumnDoubleArray("x", offsets, new double[3]), "x", message);
        Assert.Contains(message, Assert.Throws<QuestDbException>(() => new SymbolTexts(offsets, new byte[3])).Message);
        Assert.Contains(message, Assert.Throws<QuestDbException>(() => new SymbolTexts(large, new byte[3])).Message);
    }

    [Fact]
    public void Codes_outside_the_dictionary_are_refused()
    {
        string[] texts = ["a", "b"];
        Refused(chunk => chunk.Symbol("x", new sbyte[] { 0, -1, 0 }, texts), "x", "code -1 of row 1");
        Refused(chunk => chunk.Symbol("x", new byte[] { 0, 2, 0 }, texts), "x", "code 2 of row 1");
        Refused(chunk => chunk.Symbol("x", new short[] { 0, 1, 300 }, texts), "x", "code 300 of row 2");
        Refused(chunk => chunk.Symbol("x", new ushort[] { 9, 0, 0 }, texts), "x", "code 9 of row 0");
        Refused(chunk => chunk.Symbol("x", new[] { 0, 2, 0 }, texts), "x", "has 2 texts");
        Refused(chunk => chunk.Symbol("x", new uint[] { 0, uint.MaxValue, 0 }, texts), "x", "code 4294967295 of row 1");
    }

    [Fact]
    public void A_code_of_a_NULL_row_is_not_looked_at()
    {
        var chunk = new Chunk("t");
        chunk.Symbol("x", new[] { 0, -1, 7 }, new[] { "a" }, new byte[] { 0b001 });
        Assert.Equal(3, chunk.RowCount);
    }

    [Fact]
    public void Fewer_bits_than_rows_are_refused() => Refused(chunk => chunk.ColumnBooleanBits("x", new byte[1], 9), "x", "9 rows take 2");

    [Fact]
    public void Long_arrays_are_refused() => Refused(chunk => chunk.ColumnLongArray("x", new LongArray[3]), "x", "LONG[]");

    private static Func<Chunk, string, int, Chunk> Set(string setter) =>
        s_nullSetters.TryGetValue(setter, out Func<Chunk, string, int, Chunk>? set) ? set : (chunk, name, rows) => s_setters[setter](chunk, name, rows, []);

    /// <summary>Runs a call on a chunk with one column of three rows, and flushes the chunk to see that it is as it was.</summary>
    private static void Refused(Func<Chunk, Chunk> call, string column, params string[] message)
    {
        Chunk chunk = new Chunk("t").ColumnInt("first", [1, 2, 3]);
        AssertNames(Assert.Throws<QuestDbException>(() => call(chunk)), column, message);
        chunk.ColumnInt("second", [1, 2, 3]);
        Assert.Equal(3, chunk.RowCount);
        Assert.Equal(["first", "second"], chunk.Source.Schema.Columns.ToArray().Where(c => !c.Designated).Select(c => c.Name));
    }

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
