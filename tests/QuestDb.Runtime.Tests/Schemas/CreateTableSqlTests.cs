using QuestDb.Mapping;
using QuestDb.Schemas;

namespace QuestDb.Tests.Egress;

public class CreateTableSqlTests
{
    private static readonly ColumnSchema[] s_columns =
    [
        new("symbol", ColumnType.Symbol, "string T.Symbol"),
        new("at", ColumnType.TimestampNanos, "DateTime T.At") { Designated = true },
    ];

    [Fact]
    public void The_defaults() => Assert.Equal(
        "CREATE TABLE IF NOT EXISTS \"t\" (\"symbol\" SYMBOL, \"at\" TIMESTAMP_NS) TIMESTAMP(\"at\") PARTITION BY DAY WAL",
        CreateTableSql.Of(new TableSchema("T", "t", s_columns)));

    [Fact]
    public void Every_option() => Assert.Equal(
        "CREATE TABLE IF NOT EXISTS \"t\" (\"symbol\" SYMBOL, \"at\" TIMESTAMP_NS) TIMESTAMP(\"at\") PARTITION BY MONTH "
        + "TTL 2 WEEKS WAL DEDUP UPSERT KEYS(\"at\", \"symbol\")",
        CreateTableSql.Of(
            new TableSchema("T", "t", s_columns) { PartitionBy = PartitionBy.Month, Ttl = "2 WEEKS", DedupKeys = ["symbol"] }));

    [Fact]
    public void Keys_that_name_the_designated_timestamp_stay_as_they_are() => Assert.EndsWith(
        "DEDUP UPSERT KEYS(\"symbol\", \"AT\")",
        CreateTableSql.Of(new TableSchema("T", "t", s_columns) { DedupKeys = ["symbol", "AT"] }));

    [Fact]
    public void A_table_whose_rows_the_server_stamps_has_the_column_timestamp() => Assert.Equal(
        "CREATE TABLE IF NOT EXISTS \"t\" (\"symbol\" SYMBOL, \"timestamp\" TIMESTAMP) TIMESTAMP(\"timestamp\") "
        + "PARTITION BY DAY BYPASS WAL",
        CreateTableSql.Of(new TableSchema("T", "t", s_columns[..1]) { Wal = false }));

    [Fact]
    public void Types_with_parameters() => Assert.Equal(
        "CREATE TABLE IF NOT EXISTS \"t\" (\"a\" DECIMAL(18, 2), \"b\" DECIMAL(38, 0), \"c\" DECIMAL(76, 76), \"d\" "
        + "GEOHASH(7b), \"e\" DOUBLE[], \"f\" DOUBLE[][][], \"g\" UUID, \"h\" LONG256, \"i\" IPv4, \"j\" BINARY, "
        + "\"at\" TIMESTAMP_NS) TIMESTAMP(\"at\") PARTITION BY DAY WAL",
        CreateTableSql.Of(new TableSchema("T", "t",
        [
            new("a", ColumnType.Decimal64, "") { Precision = 18, Scale = 2 },
            new("b", ColumnType.Decimal128, "") { Precision = 38 },
            new("c", ColumnType.Decimal256, "") { Precision = 76, Scale = 76 },
            new("d", ColumnType.GeoHash, "") { GeoHashBits = 7 },
            new("e", ColumnType.DoubleArray, "") { Dimensions = 1 },
            new("f", ColumnType.DoubleArray, "") { Dimensions = 3 },
            new("g", ColumnType.Uuid, ""),
            new("h", ColumnType.Long256, ""),
            new("i", ColumnType.IPv4, ""),
            new("j", ColumnType.Binary, ""),
            s_columns[1],
        ])));

    [Fact]
    public void An_array_without_dimensions_is_refused_with_its_member()
    {
        QuestDbException e = Assert.Throws<QuestDbException>(() =>
            CreateTableSql.Of(new TableSchema("T", "t", [new("a", ColumnType.DoubleArray, "NdArray<double> T.A"), s_columns[1]])));
        Assert.Equal((ErrorCode.InvalidMapping, "a"), (e.Code, e.Column));
        Assert.Contains("NdArray<double> T.A with [Dimensions(count)]", e.Message);
    }

    [Theory]
    [InlineData("1; DROP TABLE t")]
    [InlineData("0h")]
    [InlineData("week")]
    [InlineData("7d\n")]
    [InlineData("\u0663d")]
    [InlineData("89478486d")]
    public void A_time_to_live_that_is_none_is_refused(string ttl)
    {
        QuestDbException e = Assert.Throws<QuestDbException>(() => CreateTableSql.Of(new TableSchema("T", "t", s_columns) { Ttl = ttl }));
        Assert.Equal(ErrorCode.InvalidMapping, e.Code);
        Assert.Contains(ttl, e.Message);
    }
}
