using QuestDb.Generators.ExecutionTests.Shapes;
using QuestDb.Mapping;

namespace QuestDb.Generators.ExecutionTests;

public class ColumnTypeTests
{
    private static readonly DateTime s_time = new(2026, 8, 1, 12, 30, 0, 123, 456, DateTimeKind.Utc);

    private static readonly AllTypes s_values = new()
    {
        Flag = true,
        Tiny = -128,
        Small = -32768,
        Medium = 42,
        MediumOrNull = 43,
        Large = long.MaxValue,
        LargeOrNull = 44,
        Single = float.PositiveInfinity,
        SingleOrNull = 1.5f,
        Double = double.NegativeInfinity,
        DoubleOrNull = 2.5,
        Letter = 'ß',
        Text = "text \U0001F680",
        TextOrNull = "",
        Tag = "tag",
        TagOrNull = "other tag",
        Side = Side.Sell,
        SideOrNull = Side.Buy,
        Time = s_time,
        TimeOrNull = s_time.AddDays(-20_000),
        TimeNanos = s_time.AddTicks(3),
        Offset = new DateTimeOffset(s_time),
        OffsetNanosOrNull = new DateTimeOffset(s_time).AddTicks(1),
        Day = new DateOnly(1, 1, 1),
        DayOrNull = new DateOnly(2026, 8, 1),
        Micros = -5,
        NanosOrNull = 6,
        Millis = -7,
        MillisOrNull = 8,
        Ts = s_time,
    };

    private static readonly AllTypes s_nulls = new()
    {
        Text = "",
        Tag = "tag",
        Side = Side.Buy,
        Ts = s_time.AddSeconds(1),
        Time = s_time,
        TimeNanos = s_time,
        Offset = new DateTimeOffset(s_time),
    };

    [Fact]
    public void Every_type_round_trips() => Assert.Equal([s_values], Loopback.RoundTrip(s_values));

    [Fact]
    public void Nulls_round_trip_in_every_position()
    {
        var random = new Random(7);
        for (int count = 1; count < 40; count++)
        {
            AllTypes[] rows = [.. Enumerable.Range(0, count)
                .Select(i => random.Next(2) == 0 ? s_values with { Medium = i } : s_nulls with { Medium = i })];
            Assert.Equal(rows, Loopback.RoundTrip(rows));
        }
    }

    [Fact]
    public void Null_in_a_member_that_is_not_nullable_is_an_error_on_writing()
    {
        var e = Assert.Throws<QuestDbException>(() => Loopback.Write(s_values with { Tag = null! }));
        Assert.Equal(ErrorCode.InvalidValue, e.Code);
    }

    [Fact]
    public void Null_reads_as_NaN_into_a_double_and_is_an_error_for_an_int()
    {
        Assert.Equal(double.NaN, Assert.Single(Loopback.Read<PlainDouble>(Nulls())).DoubleOrNull);
        var e = Assert.Throws<QuestDbException>(() => Loopback.Read<PlainInt>(Nulls()));
        Assert.Equal((ErrorCode.UnexpectedNull, "mediumOrNull"), (e.Code, e.Column));
        Assert.Contains("int PlainInt.MediumOrNull", e.Message);
    }

    [Fact]
    public void Values_stay_in_their_rows_between_nulls()
    {
        double?[] values = [1, null, null, 4, 5, null, 7, 8, null, 10];
        AllTypes[] rows = [.. values.Select(static value => s_values with { DoubleOrNull = value })];
        byte[] frame = ResultFrame.FromIngest(Loopback.Write<AllTypes>(rows), Schema<AllTypes>());
        Assert.Equal(values.Select(static value => value ?? double.NaN),
            Loopback.Read<PlainDouble>(frame).Select(static row => row.DoubleOrNull));
    }

    [Fact]
    public void First_null_row_is_named()
    {
        AllTypes[] rows = [.. Enumerable.Range(0, 20).Select(static i => s_values with { MediumOrNull = i < 13 ? i : null })];
        var e = Assert.Throws<QuestDbException>(
            () => Loopback.Read<PlainInt>(ResultFrame.FromIngest(Loopback.Write<AllTypes>(rows), Schema<AllTypes>())));
        Assert.Equal(13, e.Row);
    }

    [Fact]
    public void Text_that_is_no_name_of_the_enum_is_an_error_that_names_it()
    {
        byte[] frame = ResultFrame.FromIngest(Loopback.Write(s_values with { Tag = "sell" }, s_values with { Tag = "hold" }),
            Schema<AllTypes>());
        var e = Assert.Throws<QuestDbException>(() => Loopback.Read<TagAsSide>(frame));
        Assert.Equal((ErrorCode.ResultMismatch, "tag"), (e.Code, e.Column));
        Assert.Contains("\"hold\"", e.Message);
        Assert.Contains("Side", e.Message);
    }

    [Fact]
    public void Enum_is_read_from_text_and_text_from_symbols()
    {
        byte[] frame = ResultFrame.FromIngest(Loopback.Write(s_values with { Text = "sell" }), Schema<AllTypes>());
        Assert.Equal(new TextAsSide(Side.Sell, "tag"), Assert.Single(Loopback.Read<TextAsSide>(frame)));
    }

    [Fact]
    public void Attributes_of_the_table_reach_the_schema()
    {
        TableSchema schema = Schema<AllTypes>();
        Assert.Equal(("all", PartitionBy.Month, "2 weeks", true, true),
            (schema.TableName, schema.PartitionBy, schema.Ttl, schema.Wal, schema.Strict));
        Assert.Equal(["ts", "Text"], schema.DedupKeys);
        Assert.Equal("ts", schema.Columns[schema.DesignatedOrdinal].Name);
        Assert.Equal(-1, Schema<GlobalNamespace>().DesignatedOrdinal);
    }

    private static byte[] Nulls() => ResultFrame.FromIngest(Loopback.Write(s_nulls), Schema<AllTypes>());

    private static TableSchema Schema<T>()
        where T : IQuestTable<T> => T.TableSchema;
}

[QuestRow]
internal readonly partial record struct PlainDouble(double DoubleOrNull);

[QuestRow]
internal readonly partial record struct PlainInt(int MediumOrNull);

[QuestRow]
internal readonly partial record struct TagAsSide([Symbol] Side Tag);

[QuestRow]
internal readonly partial record struct TextAsSide([Symbol] Side Text, string Tag);
