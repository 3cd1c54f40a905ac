namespace QuestDb.Tests.Ingest.Chunks;

/// <summary>Every setter of a chunk, called with a name, a number of rows of default values, and validity or none.</summary>
internal static class ChunkSetters
{
    private static readonly string[] s_texts = ["a"];

    private static readonly Func<Chunk, string, int, byte[], Chunk>[] s_withValidity =
    [
        (c, n, r, v) => c.ColumnBoolean(n, new bool[r], v),
        (c, n, r, v) => c.ColumnBooleanBits(n, new byte[(r + 7) / 8], r, v),
        (c, n, r, v) => c.ColumnByte(n, new sbyte[r], v),
        (c, n, r, v) => c.ColumnShort(n, new short[r], v),
        (c, n, r, v) => c.ColumnInt(n, new int[r], v),
        (c, n, r, v) => c.ColumnLong(n, new long[r], v),
        (c, n, r, v) => c.ColumnFloat(n, new float[r], v),
        (c, n, r, v) => c.ColumnDouble(n, new double[r], v),
        (c, n, r, v) => c.ColumnChar(n, new char[r], v),
        (c, n, r, v) => c.ColumnTimestamp(n, new long[r], TimestampUnit.Milliseconds, v),
        (c, n, r, v) => c.ColumnTimestamp(n, new DateTime[r], v),
        (c, n, r, v) => c.ColumnTimestamp(n, new DateTimeOffset[r], v),
        (c, n, r, v) => c.ColumnTimestamp(n, new TimestampMicros[r], v),
        (c, n, r, v) => c.ColumnTimestamp(n, new TimestampNanos[r], v),
        (c, n, r, v) => c.ColumnDate(n, new long[r], v),
        (c, n, r, v) => c.ColumnDate(n, new DateOnly[r], v),
        (c, n, r, v) => c.ColumnDate(n, new DateTime[r], v),
        (c, n, r, v) => c.ColumnUuid(n, new Guid[r], v),
        (c, n, r, v) => c.ColumnLong256(n, new Long256[r], v),
        (c, n, r, v) => c.ColumnIPv4(n, new uint[r], v),
        (c, n, r, v) => c.ColumnGeoHash(n, new ulong[r], 20, v),
        (c, n, r, v) => c.ColumnGeoHash(n, new GeoHash[r], 20, v),
        (c, n, r, v) => c.ColumnDecimal64(n, new long[r], 2, v),
        (c, n, r, v) => c.ColumnDecimal128(n, new Int128[r], 2, v),
        (c, n, r, v) => c.ColumnDecimal(n, new decimal[r], 2, v),
        (c, n, r, v) => c.ColumnDecimal(n, new Decimal256[r], 2, v),
        (c, n, r, v) => c.ColumnVarchar(n, new int[r + 1], Array.Empty<byte>(), v),
        (c, n, r, v) => c.ColumnVarchar(n, new long[r + 1], Array.Empty<byte>(), v),
        (c, n, r, v) => c.ColumnBinary(n, new int[r + 1], Array.Empty<byte>(), v),
        (c, n, r, v) => c.ColumnBinary(n, new long[r + 1], Array.Empty<byte>(), v),
        (c, n, r, v) => c.ColumnDoubleArray(n, new int[r + 1], Array.Empty<double>(), v),
        (c, n, r, v) => c.Symbol(n, new sbyte[r], s_texts, v),
        (c, n, r, v) => c.Symbol(n, new byte[r], s_texts, v),
        (c, n, r, v) => c.Symbol(n, new short[r], s_texts, v),
        (c, n, r, v) => c.Symbol(n, new ushort[r], s_texts, v),
        (c, n, r, v) => c.Symbol(n, new int[r], s_texts, v),
        (c, n, r, v) => c.Symbol(n, new uint[r], s_texts, v),
    ];

    private static readonly Func<Chunk, string, int, Chunk>[] s_withNulls =
    [
        (c, n, r) => c.ColumnVarchar(n, new string?[r]),
        (c, n, r) => c.Symbol(n, new string?[r]),
        (c, n, r) => c.ColumnBinary(n, new byte[]?[r]),
        (c, n, r) => c.ColumnDoubleArray(n, new NdArray<double>[r]),
    ];

    private static readonly Func<Chunk, int, Chunk>[] s_designated =
    [
        (c, r) => c.At(new long[r], TimestampUnit.Seconds),
        (c, r) => c.At(new DateTime[r]),
        (c, r) => c.At(new DateTimeOffset[r]),
        (c, r) => c.At(new TimestampMicros[r]),
        (c, r) => c.At(new TimestampNanos[r]),
    ];

    /// <summary>Setters that take a validity bitmap.</summary>
    public static IReadOnlyDictionary<string, Func<Chunk, string, int, byte[], Chunk>> WithValidity { get; } =
        s_withValidity.ToDictionary(Name);

    /// <summary>Setters of named columns.</summary>
    public static IReadOnlyDictionary<string, Func<Chunk, string, int, Chunk>> Named { get; } = s_withNulls
        .Select(static set => (Name(set), set))
        .Concat(s_withValidity.Select(static set => (Name(set), (Func<Chunk, string, int, Chunk>)((c, n, r) => set(c, n, r, [])))))
        .ToDictionary();

    /// <summary>Setters of the designated timestamp.</summary>
    public static IReadOnlyDictionary<string, Func<Chunk, int, Chunk>> Designated { get; } = s_designated.ToDictionary(Name);

    /// <summary>The setter that a lambda calls.</summary>
    public static string Name(Delegate call) => CalledMethods.Name(call, typeof(Chunk));
}
