namespace QuestDb.Analyzers.Tests.Rules;

/// <summary>QDB0101.</summary>
public class PlaceholdersTests
{
    private const string Frame = """
        [QuestRow]
        public partial record struct Row(int X);

        static class Use
        {
            const string Table = "trades";

            static void Run(QuestDbClient db, Reader reader, string symbol, int limit, Sql raw, BindValue[] many)
            {
                STATEMENTS
            }
        }
        """;

    public static TheoryData<string, string> Unfit() => new()
    {
        { "db.Query<Row>({|QDB0101:\"SELECT $1\"|});", "$1 has no value" },
        { "db.Query<Row>({|QDB0101:\"SELECT $1, $2\"|}, symbol);", "$2 has no value: 1 value is given" },
        { "db.Query<Row>({|QDB0101:\"SELECT 1\"|}, symbol);", "no $1" },
        { "db.Query<Row>({|QDB0101:\"SELECT $1, $3\"|}, 1, 2, 3);", "no $2" },
        { "db.Query<Row>({|QDB0101:\"SELECT $0\"|}, 1);", "first placeholder is $1" },
        { "db.Query<Row>({|QDB0101:\"SELECT '$1' -- $1\"|}, 1);", "no $1" },
        { "db.QueryBatches<Row>({|QDB0101:\"SELECT * FROM \" + Table + \" WHERE a = $1\"|});", "$1 has no value" },
        { "db.ExecuteAsync({|QDB0101:\"UPDATE t SET price = $1 WHERE s = 'x'\"|}).Wait();", "$1 has no value" },
        { "reader.Execute({|QDB0101:\"SELECT $1\"|}).Dispose();", "$1 has no value" },
        { "reader.Prepare({|QDB0101:\"SELECT $1\"|}).Bind(1, symbol).Bind(2, limit).Execute().Dispose();", "no $2" },
        { "reader.Prepare({|QDB0101:\"SELECT $1\"|}).ExecuteAsync().AsTask().Wait();", "$1 has no value" },
        { "db.Query<Row>({|QDB0101:\"SELECT 'a\"|});", "has no end" },
        { "db.Query<Row>({|QDB0101:\"/* it's */ SELECT 'a'\"|});", "The comment at position 0 has no end" },
        { "db.Query<Row>({|QDB0101:\"INSERT INTO t VALUES (1)\"|});", "INSERT returns no rows" },
        { "db.Query<Row>({|QDB0101:$\"INSERT INTO t VALUES ({limit})\"|});", "INSERT returns no rows" },
        { "db.Query<Row>({|QDB0101:\"WITH a AS (SELECT 1) UPDATE t SET x = 1\"|});", "UPDATE returns no rows" },
        { "db.Query<Row>($\"SELECT * FROM t WHERE s = '{|QDB0101:{symbol}|}'\");", "stands inside ' quotes" },
        { "db.Query<Row>($\"SELECT * FROM t -- the trader's\\n WHERE s = '{|QDB0101:{symbol}|}'\");", "stands inside ' quotes" },
        { "db.Query<Row>($\"SELECT * FROM t -- {|QDB0101:{symbol}|}\");", "stands in a comment" },
        { "db.Query<Row>($\"SELECT * FROM t LIMIT {|QDB0101:{limit}|}0\");", "touches the text beside it" },
        { "db.Query<Row>($\"SELECT * FROM t WHERE a{|QDB0101:{limit}|} = 1\");", "touches the text beside it" },
        { "db.Query<Row>($\"SELECT * FROM \" + $\"t WHERE s = '{|QDB0101:{symbol}|}'\");", "stands inside ' quotes" },
        { "db.Query<Row>({|QDB0101:$\"SELECT * FROM t WHERE s = {symbol} AND b = $1\"|});", "$1 beside holes" },
        { "db.Query<Row>($\"SELECT * FROM {|QDB0101:{Table}|}\");", "Sql.Raw(name)" },
        { "db.Query<Row>($\"SELECT * FROM a ASOF JOIN {|QDB0101:{symbol}|}\");", "behind JOIN" },
        { "reader.Execute($\"UPDATE {|QDB0101:{symbol}|} SET a = 1\").Dispose();", "behind UPDATE" },
    };

    public static TheoryData<string> Fine() =>
    [
        "db.Query<Row>(\"SELECT $1, $2, $1\", symbol, limit);",
        "db.Query<Row>(\"SELECT $1, '$2', \\\"$3\\\" /* $4 */ -- $5\", symbol);",
        "db.Query<Row>(\"SELECT $1\", many);",
        "db.Query<Row>(symbol, limit);",
        "db.Query<Row>($\"SELECT {limit} -- the trader's\\n FROM t WHERE s = {symbol} /* it's */\");",
        "db.Query<Row>($\"SELECT extract(hour FROM {DateTime.UtcNow}) FROM t SAMPLE BY 1h FROM {symbol} TO {symbol}\");",
        "db.Query<Row>($\"SELECT a$1 FROM {raw} WHERE s = {symbol}::symbol\");",
        "db.Query<Row>($\"SELECT * FROM {Sql.Raw(\"t\")} WHERE s IN ({symbol},{symbol})\");",
        "db.Query<Row>(\"trades\"); db.Query<Row>(\"(SELECT 1)\"); db.Query<Row>(\"SHOW TABLES\");",
        "db.Query<Row>(\"EXPLAIN INSERT INTO t VALUES (1)\");",
        "db.Query<Row>(\"WITH insert AS (SELECT 1) SELECT * FROM insert\");",
        "db.ExecuteAsync(\"INSERT INTO t VALUES ($1)\", limit).Wait();",
        "db.ExecuteAsync(\"DROP TABLE t\", System.Threading.CancellationToken.None).Wait();",
        "reader.Prepare(\"SELECT $1, $2\").Bind(2, limit).Bind(1, symbol).Execute().Dispose();",
        "PreparedQuery q = reader.Prepare(\"SELECT $1\"); q.Bind(1, symbol).Execute().Dispose();",
        "reader.Execute($\"SELECT {symbol}\").Dispose(); reader.ExecuteAsync($\"SELECT {limit}\").AsTask().Wait();",
    ];

    [Theory]
    [MemberData(nameof(Unfit))]
    public Task What_the_client_would_refuse_is_reported_where_it_stands(string statements, string message) =>
        AnalyzerRun.VerifyAsync(Frame.Replace("STATEMENTS", statements), message);

    [Theory]
    [MemberData(nameof(Fine))]
    public Task What_fits_and_what_is_not_known_is_fine(string statements) =>
        AnalyzerRun.VerifyAsync(Frame.Replace("STATEMENTS", statements));
}
