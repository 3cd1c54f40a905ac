using QuestDb.Generators.ExecutionTests.Shapes;
using QuestDb.Mapping;

namespace QuestDb.Generators.ExecutionTests;

public class ConverterTests
{
    private static readonly Converters s_row = new(new Price(1.25m), new Price(2.50m), new Market("XETR"), new Market("a"), true,
        false, TimeSpan.FromMinutes(1), TimeSpan.FromTicks(10));

    [Fact]
    public void Values_go_through_their_converters_and_back()
    {
        Converters nulls = s_row with { PriceOrNull = null, MarketOrNull = null, IsBuyOrNull = null, AgeOrNull = null, IsBuy = false };
        Assert.Equal([s_row, nulls], Loopback.RoundTrip(s_row, nulls));
    }

    [Fact]
    public void Attributes_apply_to_what_the_converter_stores()
    {
        ReadOnlySpan<ColumnSchema> columns = Schema<Converters>().Columns;
        Assert.Equal((ColumnType.Decimal64, 10, 2), (columns[0].Type, columns[0].Precision, columns[0].Scale));
        Assert.Equal(
            [ColumnType.Decimal64, ColumnType.Decimal64, ColumnType.Symbol, ColumnType.Varchar, ColumnType.Symbol,
                ColumnType.Symbol, ColumnType.Timestamp, ColumnType.Long],
            columns.ToArray().Select(static column => column.Type));
    }

    [Fact]
    public void Error_of_the_column_type_names_what_the_converter_made()
    {
        var e = Assert.Throws<QuestDbException>(() => Loopback.Write(s_row with { Price = new Price(0.001m) }));
        Assert.Contains("0.001", e.Message);
    }

    [Fact]
    public void What_a_converter_throws_on_reading_is_an_error_with_row_and_column()
    {
        byte[] frame = ResultFrame.FromIngest(Loopback.Write(s_row, s_row with { Market = new Market("") }), Schema<Converters>());
        var e = Assert.Throws<QuestDbException>(() => Loopback.Read<Converters>(frame));
        Assert.Equal((ErrorCode.InvalidValue, "market", (int?)1), (e.Code, e.Column, e.Row));
        Assert.Contains("A market has a code.", e.Message);
        Assert.IsType<ArgumentException>(e.InnerException);
    }

    private static TableSchema Schema<T>()
        where T : IQuestTable<T> => T.TableSchema;
}
