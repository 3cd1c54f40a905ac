using QuestDb.Analyzers.CodeFixes.Rules;

namespace QuestDb.Analyzers.Tests.Rules;

/// <summary>QDB0100.</summary>
public class InterpolatedSqlTests
{
    /// <summary>Where the statements of a test stand.</summary>
    private const string Frame = """
        [QuestRow]
        public partial record struct Row(int X);

        static class Use
        {
            const string Constant = "trades";
            public static readonly string Readonly = "trades";
            public static readonly string BuiltField = $"SELECT * FROM {Environment.UserName}";
            public static string Changing = "";

            static string BuiltProperty => $"SELECT * FROM {Environment.UserName}";
            static string BuiltGetter { get { return "SELECT * FROM " + Environment.UserName; } }
            static string BuiltMethod(string table) => $"SELECT * FROM {table}";
            static string ConstantMethod() => "SELECT 1";
            static string Recursive(int n) => n == 0 ? "SELECT 1" : Recursive(n - 1);

            static void Run(QuestDbClient db, Reader reader, string symbol, string unknown, int limit, bool flag)
            {
                STATEMENTS
            }
        }
        """;

    public static TheoryData<string> PutTogether() =>
    [
        "db.Query<Row>({|QDB0100:\"SELECT * FROM t WHERE s = '\" + symbol + \"'\"|});",
        "db.Query<Row>({|QDB0100:\"SELECT * FROM t LIMIT \" + limit|});",
        "db.Query<Row>({|QDB0100:\"SELECT * FROM t \" + $\"LIMIT {limit}\"|});",
        "db.Query<Row>({|QDB0100:flag ? $\"SELECT {limit}\" : $\"SELECT {symbol}\"|});",
        "db.Query<Row>({|QDB0100:flag ? $\"SELECT {limit}\" : \"SELECT 1\"|});",
        "db.Query<Row>({|QDB0100:limit switch { 1 => $\"SELECT {symbol}\", _ => \"SELECT 1\" }|});",
        "db.Query<Row>({|QDB0100:string.Format(\"SELECT {0}\", limit)|});",
        "db.Query<Row>({|QDB0100:string.Concat(\"SELECT \", symbol)|});",
        "db.Query<Row>({|QDB0100:FormattableString.Invariant($\"SELECT {limit}\")|});",
        "db.Query<Row>({|QDB0100:$\"SELECT {limit}\".Trim()|});",
        "db.Query<Row>({|QDB0100:(string)$\"SELECT {limit}\"|});",
        "db.Query<Row>({|QDB0100:$\"SELECT {limit} FROM t WHERE s = $1\"|}, symbol);",
        "db.QueryBatches<Row>({|QDB0100:\"SELECT \" + symbol|});",
        "db.ExecuteAsync({|QDB0100:\"DROP TABLE \" + symbol|}).Wait();",
        "string sql = $\"SELECT {limit}\"; db.Query<Row>({|QDB0100:sql|});",
        "string sql = \"SELECT 1\"; if (flag) sql += $\" WHERE s = '{symbol}'\"; db.Query<Row>({|QDB0100:sql|});",
        "string sql = \"SELECT 1\"; if (flag) sql += symbol; db.Query<Row>({|QDB0100:sql|});",
        "string sql; sql = flag ? \"SELECT 1\" : \"SELECT \" + symbol; string other = sql; db.Query<Row>({|QDB0100:other|});",
        "string sql = $\"SELECT {limit}\"; Action later = () => db.Query<Row>({|QDB0100:sql|}); later();",
        "db.Query<Row>({|QDB0100:BuiltField|});",
        "db.Query<Row>({|QDB0100:BuiltProperty|});",
        "db.Query<Row>({|QDB0100:BuiltGetter|});",
        "db.Query<Row>({|QDB0100:BuiltMethod(symbol)|});",
        "string Local() { return $\"SELECT {limit}\"; } db.Query<Row>({|QDB0100:Local()|});",
        "Changing = $\"SELECT {limit}\"; db.Query<Row>({|QDB0100:Changing|});",
        "unknown += $\" LIMIT {limit}\"; db.Query<Row>({|QDB0100:unknown|});",
        "var text = new System.Text.StringBuilder(); text.Append(symbol); db.Query<Row>({|QDB0100:text.ToString()|});",
        "db.Query<Row>({|QDB0100:\"SELECT * FROM t WHERE s = '?'\".Replace(\"?\", symbol)|});",
        "db.Query<Row>({|QDB0100:\"SELECT * FROM \".Insert(14, symbol)|});",
        "db.Query<Row>({|QDB0100:string.Concat(new[] { \"SELECT \", symbol })|});",
        "db.Query<Row>(binds: symbol, sql: {|QDB0100:\"SELECT $1 \" + unknown|});",
        "reader.Prepare({|QDB0100:\"SELECT \" + symbol|});",
        "reader.Execute({|QDB0100:\"SELECT \" + symbol|}).Dispose();",
        "reader.Execute({|QDB0100:$\"SELECT {limit} FROM t WHERE s = $1\"|}, symbol).Dispose();",
        "reader.ExecuteAsync({|QDB0100:flag ? $\"SELECT {symbol}\" : \"SELECT 1\"|}).AsTask().Wait();",
        "db.Query<Row>(Sql.Raw({|QDB0100:$\"SELECT * FROM t WHERE s = '{symbol}'\"|}));",
        "db.ExecuteAsync(Sql.Raw({|QDB0100:$\"DROP TABLE \" + $\"{symbol}\"|})).Wait();",
        "string sql = $\"SELECT {limit}\"; reader.Prepare(Sql.Raw({|QDB0100:sql|}));",
    ];

    public static TheoryData<string> Fine() =>
    [
        "db.Query<Row>($\"SELECT * FROM t WHERE s = {symbol} LIMIT {limit}\");",
        "db.Query<Row>($\"SELECT * FROM {Sql.Raw(symbol)} LIMIT {limit}\");",
        "db.Query<Row>($\"SELECT * FROM {Sql.Raw(Constant)} WHERE s = {Constant}\");",
        "db.Query<Row>(\"SELECT * FROM \" + Constant);",
        "db.Query<Row>(\"SELECT * FROM t WHERE s = $1\", symbol);",
        "db.Query<Row>(flag ? \"SELECT 1\" : \"SELECT 2\");",
        "db.Query<Row>(unknown);",
        "db.Query<Row>(Readonly);",
        "db.Query<Row>(Changing);",
        "db.Query<Row>(ConstantMethod());",
        "db.Query<Row>(Recursive(limit));",
        "db.Query<Row>(\"SELECT * FROM \" + Readonly);",
        "db.Query<Row>(string.Empty + \"SELECT 1\" + Environment.NewLine + \"FROM t\");",
        "db.Query<Row>(string.Concat(\"SELECT * FROM \", Constant));",
        "db.Query<Row>(string.Join(\", \", \"SELECT a\", \"b\"));",
        "db.Query<Row>(\"SELECT * FROM x\".Replace(\"x\", Constant));",
        "db.Query<Row>(unknown.Replace(\"x\", \"y\"));",
        "db.Query<Row>(Sql.Raw(\"SELECT \" + symbol));",
        "db.Query<Row>(Sql.Raw($\"SELECT * FROM {Constant} WHERE a = {nameof(symbol)} OR b = {Readonly}\"));",
        "reader.Prepare($\"SELECT {symbol}\"); reader.Execute($\"SELECT {symbol}\").Dispose(); reader.Prepare(unknown);",
        "string sql = \"SELECT 1\"; if (flag) sql += \" LIMIT 1\"; db.Query<Row>(sql);",
        "string sql = \"SELECT 1\"; db.Query<Row>(sql + \" LIMIT 1\");",
        "string sql = unknown ?? \"SELECT 1\"; db.Query<Row>(sql);",
        "string sql = $\"SELECT {limit}\"; Console.WriteLine(sql); db.Query<Row>(\"SELECT 1\");",
        "string.Format(\"SELECT {0}\", limit);",
    ];

    [Theory]
    [MemberData(nameof(PutTogether))]
    public Task Text_that_is_put_together_is_reported_at_the_argument(string statements) =>
        AnalyzerRun.VerifyAsync(Frame.Replace("STATEMENTS", statements), message: "Sql.Raw");

    [Theory]
    [MemberData(nameof(Fine))]
    public Task Binds_constants_and_text_from_elsewhere_are_fine(string statements) =>
        AnalyzerRun.VerifyAsync(Frame.Replace("STATEMENTS", statements));

    [Fact]
    public async Task Fix_moves_a_stored_interpolation_into_the_call() => Assert.Equal(
        Frame.Replace("STATEMENTS", "flag = true;\n        db.Query<Row>($\"SELECT {limit}\");"),
        await FixRun.ApplyAsync(new InterpolatedSqlFix(),
            Frame.Replace("STATEMENTS", "flag = true;\n        string sql = $\"SELECT {limit}\";\n        db.Query<Row>(sql);")));

    [Fact]
    public async Task Fix_takes_the_quotes_from_around_a_hole() => Assert.Equal(
        Frame.Replace("STATEMENTS", "db.Query<Row>($\"SELECT 'it''s' -- trader's\\n WHERE s = {symbol} AND n = {limit}\");"),
        await FixRun.ApplyAsync(new InterpolatedSqlFix(), Frame.Replace("STATEMENTS",
            "string sql = $\"SELECT 'it''s' -- trader's\\n WHERE s = '{symbol}' AND n = {limit}\";\n        db.Query<Row>(sql);")));

    [Theory]
    [InlineData("string sql = $\"SELECT {limit}\"; Console.WriteLine(sql); db.Query<Row>(sql);")]
    [InlineData("string sql = $\"SELECT {limit} WHERE s = $1\"; db.Query<Row>(sql, symbol);")]
    [InlineData("string sql = \"SELECT \" + limit; db.Query<Row>(sql);")]
    [InlineData("db.Query<Row>(\"SELECT \" + limit);")]
    [InlineData("string sql = $\"SELECT 'a{limit}'\"; db.Query<Row>(sql);")]
    [InlineData("string sql = $\"SELECT * FROM t -- {limit}\"; db.Query<Row>(sql);")]
    [InlineData("string sql = $\"SELECT * FROM {symbol}\"; db.Query<Row>(sql);")]
    [InlineData("string sql = $\"SELECT {limit:N0}\"; db.Query<Row>(sql);")]
    [InlineData("string sql = $\"SELECT {limit}\"; db.Query<Row>(Sql.Raw(sql));")]
    public async Task Fix_is_not_offered_where_it_would_change_more(string statements) =>
        Assert.Null(await FixRun.ApplyAsync(new InterpolatedSqlFix(), Frame.Replace("STATEMENTS", statements)));
}
