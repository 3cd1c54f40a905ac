using System.Net;

namespace QuestDb.Tests.Ingest.Rows;

/// <summary>Every setter of a row buffer, called with a name and a good value.</summary>
internal static class RowSetters
{
    private static readonly Func<RowBuffer, string, RowBuffer>[] s_setters =
    [
        (b, n) => b.Column(n, true),
        (b, n) => b.Column(n, (sbyte)1),
        (b, n) => b.Column(n, (short)1),
        (b, n) => b.Column(n, 1),
        (b, n) => b.Column(n, 1L),
        (b, n) => b.Column(n, 1f),
        (b, n) => b.Column(n, 1d),
        (b, n) => b.Column(n, 'c'),
        (b, n) => b.Column(n, "text"),
        (b, n) => b.Column(n, "text".AsSpan()),
        (b, n) => b.ColumnUtf8(n, "text"u8),
        (b, n) => b.Symbol(n, "text"),
        (b, n) => b.Symbol(n, "text".AsSpan()),
        (b, n) => b.SymbolUtf8(n, "text"u8),
        (b, n) => b.Column(n, new byte[3]),
        (b, n) => b.Column(n, "abc"u8),
        (b, n) => b.Column(n, DateTime.UnixEpoch),
        (b, n) => b.Column(n, DateTimeOffset.UnixEpoch),
        (b, n) => b.Column(n, new TimestampMicros(1)),
        (b, n) => b.Column(n, new TimestampNanos(1)),
        (b, n) => b.ColumnTimestamp(n, 1, TimestampUnit.Seconds),
        (b, n) => b.Column(n, DateOnly.MinValue),
        (b, n) => b.ColumnDate(n, 1),
        (b, n) => b.ColumnDate(n, DateTime.UnixEpoch),
        (b, n) => b.Column(n, Guid.NewGuid()),
        (b, n) => b.Column(n, new Long256(1, 2, 3, 4)),
        (b, n) => b.Column(n, IPAddress.Loopback),
        (b, n) => b.ColumnIPv4(n, 1),
        (b, n) => b.Column(n, new GeoHash(1, 5)),
        (b, n) => b.ColumnGeoHash(n, 1, 5),
        (b, n) => b.Column(n, 1.5m),
        (b, n) => b.Column(n, Decimal256.Parse("1.5")),
        (b, n) => b.ColumnDecimal(n, "1.5"),
        (b, n) => b.ColumnDecimal64(n, 15, 1),
        (b, n) => b.ColumnDecimal128(n, 15, 1),
        (b, n) => b.Column(n, new double[2]),
        (b, n) => b.Column(n, new double[2, 2]),
        (b, n) => b.Column(n, new double[2, 2, 2]),
        (b, n) => b.Column(n, new double[2].AsSpan()),
        (b, n) => b.Column(n, new NdArray<double>([1.0])),
        (b, n) => b.ColumnDoubleArray(n, [1, 1], [1.0]),
        (b, n) => b.Column(n, (bool?)true),
        (b, n) => b.Column(n, (sbyte?)1),
        (b, n) => b.Column(n, (short?)1),
        (b, n) => b.Column(n, (int?)1),
        (b, n) => b.Column(n, (long?)1),
        (b, n) => b.Column(n, (float?)1),
        (b, n) => b.Column(n, (double?)1),
        (b, n) => b.Column(n, (char?)'c'),
        (b, n) => b.Column(n, (DateTime?)DateTime.UnixEpoch),
        (b, n) => b.Column(n, (DateTimeOffset?)DateTimeOffset.UnixEpoch),
        (b, n) => b.Column(n, (TimestampMicros?)new TimestampMicros(1)),
        (b, n) => b.Column(n, (TimestampNanos?)new TimestampNanos(1)),
        (b, n) => b.Column(n, (decimal?)1.5m),
        (b, n) => b.ColumnDecimal(n, "1.5".AsSpan()),
    ];

    private static readonly Action<RowBuffer>[] s_ends =
    [
        b => b.At(DateTime.UnixEpoch),
        b => b.At(DateTimeOffset.UnixEpoch),
        b => b.At(new TimestampMicros(1)),
        b => b.At(new TimestampNanos(1)),
        b => b.At(1, TimestampUnit.Seconds),
        b => b.AtNow(),
    ];

    /// <summary>Setters of named columns.</summary>
    public static IReadOnlyDictionary<string, Func<RowBuffer, string, RowBuffer>> Named { get; } = s_setters.ToDictionary(Name);

    /// <summary>Ends of a row.</summary>
    public static IReadOnlyDictionary<string, Action<RowBuffer>> Ends { get; } = s_ends.ToDictionary(Name);

    private static string Name(Delegate call) => CalledMethods.Name(call, typeof(RowBuffer));
}
