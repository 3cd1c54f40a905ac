using System.Numerics;

namespace QuestDb.IntegrationTests.Writers;

/// <summary>A column of every type that the server stores, all nullable but those without a NULL.</summary>
[QuestTable("it_writers")]
public sealed partial record EveryColumn
{
    public const string Table = "it_writers";

    private static readonly DateTime s_start = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    public int Run { get; init; }

    public bool Flag { get; init; }

    public sbyte Tiny { get; init; }

    public short Small { get; init; }

    public char Letter { get; init; }

    public int? Whole { get; init; }

    public long? Big { get; init; }

    public float? Single { get; init; }

    public double? Real { get; init; }

    [Symbol]
    public string? Tag { get; init; }

    public string? Text { get; init; }

    public byte[]? Bytes { get; init; }

    public TimestampMicros? Micros { get; init; }

    public TimestampNanos? Nanos { get; init; }

    [DateMillis]
    public long? Millis { get; init; }

    public Guid? Id { get; init; }

    public Long256? Hash { get; init; }

    [IPv4]
    public uint? Host { get; init; }

    [GeoHash(20)]
    public GeoHash? Place { get; init; }

    [Decimal(18, 4)]
    public decimal? Price { get; init; }

    [Decimal(38, 10)]
    public decimal? Amount { get; init; }

    [Decimal(76, 20)]
    public Decimal256? Huge { get; init; }

    public double[]? Vector { get; init; }

    [Dimensions(2)]
    public NdArray<double>? Matrix { get; init; }

    [Designated]
    public TimestampMicros Ts { get; init; }

    /// <summary>Rows of seeded values, a millisecond apart; each nullable cell is NULL with the given probability.</summary>
    public static EveryColumn[] Rows(int run, int count, double nulls)
    {
        var random = new Random(run);
        return [.. Enumerable.Range(0, count).Select(row => Row(run, row, random, nulls))];
    }

    /// <summary>The values as text, the same for the same values: arrays are compared by their elements.</summary>
    public string Describe() => string.Join(" | ", Run, Flag, Tiny, Small, (int)Letter, Whole, Big, Single?.ToString("R"),
        Real?.ToString("R"), Tag ?? "-", Text ?? "-",
        Bytes is null ? "-" : Convert.ToHexString(Bytes), Micros, Nanos, Millis, Id, Hash, Host, Place, Trimmed(Price),
        Trimmed(Amount), Huge,
        Vector is null ? "-" : $"[{string.Join(' ', Vector)}]", Matrix?.ToString() ?? "-", Ts);

    /// <summary>Without the zeros at its end: they are the scale of the column, not the value.</summary>
    private static decimal? Trimmed(decimal? value) => value / 1.0000000000000000000000000000m;

    private static EveryColumn Row(int run, int row, Random random, double nulls)
    {
        T? Maybe<T>(T value) where T : struct => random.NextDouble() < nulls ? null : value;
        T? MaybeRef<T>(T value) where T : class => random.NextDouble() < nulls ? null : value;
        long Long() => random.NextInt64(-long.MaxValue, long.MaxValue);
        string Text() => new string('é', random.Next(4)) + random.Next(1000) + (random.Next(9) == 0 ? "日😀" : "");
        byte[] Bytes(int length) => [.. Enumerable.Range(0, length).Select(_ => (byte)random.Next(256))];
        double[] Doubles(int length) => [.. Enumerable.Range(0, length).Select(_ => random.NextDouble())];
        int width = random.Next(1, 4);
        return new EveryColumn
        {
            Run = run,
            Flag = random.Next(2) == 1,
            Tiny = (sbyte)random.Next(-128, 128),
            Small = (short)random.Next(-32768, 32768),
            Letter = (char)random.Next('!', 0xd000),
            Whole = Maybe(random.Next(-int.MaxValue, int.MaxValue)),
            Big = Maybe(Long()),
            Single = Maybe(random.NextSingle()),
            Real = Maybe(-random.NextDouble()),
            Tag = MaybeRef("tag " + random.Next(300)),
            Text = MaybeRef(Text()),
            Bytes = MaybeRef(Bytes(random.Next(20))),
            Micros = Maybe(new TimestampMicros(random.NextInt64(-1L << 50, 1L << 50))),
            Nanos = Maybe(new TimestampNanos(Long())),
            Millis = Maybe(random.NextInt64(-1L << 45, 1L << 45)),
            Id = Maybe(new Guid(Bytes(16))),
            Hash = Maybe(new Long256((ulong)Long(), (ulong)Long(), (ulong)Long(), (ulong)Long() >> 1)),
            Host = Maybe((uint)random.NextInt64(1, uint.MaxValue)),
            Place = Maybe(new GeoHash(random.Next(1 << 20), 20)),
            Price = Maybe(decimal.Round((decimal)random.Next() / 10_000, 4)),
            Amount = Maybe(-decimal.Round((decimal)random.NextDouble() * 1_000_000, 10)),
            Huge = Maybe(new Decimal256((BigInteger.Pow(10, 55) + random.Next()) * (random.Next(2) == 0 ? 1 : -1), 20)),
            Vector = MaybeRef(Doubles(random.Next(5))),
            Matrix = Maybe(new NdArray<double>([2, width], Doubles(2 * width))),
            Ts = TimestampMicros.FromDateTime(s_start.AddMilliseconds(row)),
        };
    }
}
