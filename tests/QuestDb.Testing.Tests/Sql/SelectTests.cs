using QuestDb.Shared.Wire;

namespace QuestDb.Testing.Tests.Sql;

public sealed class SelectTests : SqlTest
{
    [Fact]
    public void Constants_have_the_types_of_a_real_server()
    {
        var result =
            Query("select 1 i, 2L l, 1.5 d, 'txt' v, true b, null::long n, 'c'::char ch, cast(7 as byte) by, cast(300 as short) sh");
        Assert.Equal("i:Int l:Long d:Double v:Varchar b:Boolean n:Long ch:Char by:Byte sh:Short", Shape(result));
        Assert.Equal("1|2|1.5|txt|true||c|7|300", Text(result));
    }

    [Theory]
    [InlineData("select 0x10", "hexadecimal literal 0x10 is not supported")]
    [InlineData("select coalesce(null, null)", "coalesce")]
    [InlineData("select 1 where 1 = 1", "WHERE needs a FROM")]
    public void What_a_real_server_answers_otherwise_is_an_error(string sql, string says) => Assert.Contains(says, Fails(sql).Message);

    [Theory]
    [InlineData("7 / 2", "3")]
    [InlineData("-7 / 2", "-3")]
    [InlineData("7 % 4", "3")]
    [InlineData("1 / 0", "")]
    [InlineData("1.0 / 0", "")]
    [InlineData("1L % 0", "")]
    [InlineData("7 / 2.0", "3.5")]
    [InlineData("2147483647 + 1", "")]
    [InlineData("2147483647 + 1L", "2147483648")]
    [InlineData("null::int + 1", "")]
    [InlineData("(1.5m + 2.25m)::varchar", "3.75")]
    [InlineData("(10.00m / 3.00m)::varchar", "3.33")]
    [InlineData("(10.50m * 1.25m)::varchar", "13.1250")]
    [InlineData("5 & 3 | 8", "9")]
    [InlineData("-(3)", "-3")]
    [InlineData("'a' || 1 || null || 'b'", "a1b")]
    [InlineData("1 = 1.00000000001", "true")]
    [InlineData("null = null", "true")]
    [InlineData("null::int = null", "true")]
    [InlineData("null::int != 1", "true")]
    [InlineData("null::int < 1", "false")]
    [InlineData("null::int <= null::int", "true")]
    [InlineData("null::varchar = ''", "false")]
    [InlineData("1 in (3, 2, 1)", "true")]
    [InlineData("5 not in (3, 2)", "true")]
    [InlineData("3 between 5 and 1", "true")]
    [InlineData("'5' = 5", "true")]
    [InlineData("not true or true", "true")]
    [InlineData("case 2 when 1 then 'one' when 2 then 'two' end", "two")]
    [InlineData("case when false then 1 end", "")]
    [InlineData("coalesce(null, null::int, 3)", "3")]
    [InlineData("nullif(3, 3)", "")]
    [InlineData("'2024-01-01'::timestamp + 1000000", "2024-01-01T00:00:01.000000Z")]
    [InlineData("'2024-01-02'::timestamp - '2024-01-01'::timestamp", "86400000000")]
    [InlineData("1 = 1 and '2024-02-29T12:30'::timestamp > '2024-02'", "true")]
    [InlineData("'2024-01-15'::timestamp in '2024-01'", "true")]
    [InlineData("'2024-02-01'::timestamp in '2024-01'", "false")]
    public void An_expression_has_QuestDBs_value(string expression, string expected) =>
        Assert.Equal(expected, Text($"select {expression} x"));

    [Theory]
    [InlineData("3.9::int", "3")]
    [InlineData("7234623::short", "25663")]
    [InlineData("2334444.323::short", "0")]
    [InlineData("-100.5::byte", "-100")]
    [InlineData("1e20::long", "")]
    [InlineData("1e10::int", "")]
    [InlineData("9.2e18::long", "9200000000000000000")]
    [InlineData("'12'::int", "12")]
    [InlineData("'xx'::int", "")]
    [InlineData("null::byte", "0")]
    [InlineData("true::int", "1")]
    [InlineData("5::symbol", "5")]
    [InlineData("'5'::char::int", "5")]
    [InlineData("1.5::varchar", "1.5")]
    [InlineData("10000000.0::varchar", "1.0E7")]
    [InlineData("0.0001::varchar", "1.0E-4")]
    [InlineData("'1.2.3.4'::ipv4", "1.2.3.4")]
    [InlineData("'0x1234'::long256", "0x1234")]
    [InlineData("'11111111-2222-3333-4444-555555555555'::uuid", "11111111-2222-3333-4444-555555555555")]
    [InlineData("123.456789::decimal(8,3)::varchar", "123.457")]
    [InlineData("99.99m::int", "99")]
    [InlineData("cast(0 as timestamp)::timestamp_ns", "1970-01-01T00:00:00.000000000Z")]
    [InlineData("1999::timestamp::date", "1970-01-01T00:00:00.001Z")]
    [InlineData("#u33d::geohash(2c)", "u3")]
    [InlineData("ARRAY[1.0, 2.5]", "[1,2.5]")]
    public void A_cast_converts_as_QuestDB_does(string expression, string expected) =>
        Assert.Equal(expected, Text($"select {expression} x"));

    [Theory]
    [InlineData("abs(-3)", "3")]
    [InlineData("round(2.345, 1)", "2.3")]
    [InlineData("floor(2.7)", "2.0")]
    [InlineData("length('héllo')", "5")]
    [InlineData("upper('ab')", "AB")]
    [InlineData("lower(null)", "")]
    [InlineData("concat('a', 1, null)", "a1")]
    [InlineData("substring('hello', 2, 3)", "ell")]
    [InlineData("left('hello', 2)", "he")]
    [InlineData("right('hello', 2)", "lo")]
    [InlineData("left('hello', -2)", "hel")]
    [InlineData("replace('banana', 'an', 'x')", "bxxa")]
    [InlineData("lpad('7', 3, '0')", "007")]
    [InlineData("rpad('7', 3)", "7  ")]
    [InlineData("strpos('hello', 'l')", "3")]
    [InlineData("starts_with('hello', 'he')", "true")]
    [InlineData("md5('a')", "0cc175b9c0f1b6a831c399e269772661")]
    [InlineData("to_timestamp('2024-03-01T00:00:00')", "2024-03-01T00:00:00.000000Z")]
    [InlineData("dateadd('M', 1, '2024-01-31'::timestamp)", "2024-02-29T00:00:00.000000Z")]
    [InlineData("dateadd('h', -1, 0::timestamp)", "1969-12-31T23:00:00.000000Z")]
    [InlineData("datediff('d', '2024-01-01'::timestamp, '2024-03-01'::timestamp)", "60")]
    [InlineData("now() > '2020'", "true")]
    public void A_function_has_QuestDBs_value(string expression, string expected) => Assert.Equal(expected, Text($"select {expression} x"));

    [Fact]
    public void Infinity_is_null_in_predicates_and_a_value_in_results()
    {
        var infinity = new Testing.Tables.FixedVector<double>(ColumnType.Double);
        infinity.Append(double.PositiveInfinity);
        Assert.Equal("Infinity", Text("select $1 x", infinity));
        Assert.Equal("true", Text("select $1 is null x", infinity));
        Assert.Equal("true", Text("select $1 = null::double x", infinity));
        Assert.Equal("", Text("select $1 + 1 x", infinity));
    }

    [Theory]
    [InlineData("select x + 1, x, x from long_sequence(1)", "x + 1:Long x:Long x_2:Long")]
    [InlineData("select count(), sum(x), max(x::int) from long_sequence(1)", "count():Long sum(x):Long max(x::int):Int")]
    [InlineData("select 'a', 1, -5", "'a':Char 1:Int -(5):Int")]
    [InlineData("select X from long_sequence(1)", "X:Long")]
    public void A_column_without_alias_is_named_by_its_expression(string sql, string expected) => Assert.Equal(expected, Shape(Query(sql)));

    [Fact]
    public void Only_names_of_expressions_are_cut_off()
    {
        string name = new('a', 70);
        Execute($"create table t ({name} int)");
        Assert.Equal($"{name}:Int", Shape(Query("select * from t")));
        Assert.Equal($"{name}:Int", Shape(Query($"select 1 {name} from t")));
        Assert.Equal($"{name[..64]}:Int", Shape(Query($"select {name} from t")));
        Assert.Equal($"{name[..64]}:Int {name[..62]}_2:Int", Shape(Query($"select {name}, {name} from t")));
        Assert.Equal($"{name}:Int {name[..64]}:Int", Shape(Query($"select *, {name} from t")));
        Assert.Equal($"{name}:Int {name}1:Int", Shape(Query("select *, * from t")));
    }

    [Theory]
    [InlineData("select x from long_sequence(5) where x > 3", "4\n5")]
    [InlineData("select x from (select x * 2 x from long_sequence(3)) where x != 4", "2\n6")]
    [InlineData("with a as (select x from long_sequence(2)) select a.x + 1 from a", "2\n3")]
    [InlineData("select s.* from long_sequence(2) s", "1\n2")]
    [InlineData("(select 7 a)", "7")]
    [InlineData("select distinct x % 2 k from long_sequence(5) order by k desc", "1\n0")]
    [InlineData("select case when x % 2 = 0 then 'even' else x::varchar end from long_sequence(3)", "1\neven\n3")]
    public void Sources_and_filters_combine(string sql, string expected) => Assert.Equal(expected, Text(sql));

    [Theory]
    [InlineData("select x from long_sequence(3) where x like 'a%'", 39, "there is no matching operator `like`")]
    [InlineData("select nope from long_sequence(1)", 7, "Invalid column: nope")]
    [InlineData("select 1 a, 2 a", 14, "Duplicate column [name=a]")]
    [InlineData("select nosuchfn(1)", 7, "unknown function name: nosuchfn(INT)")]
    [InlineData("select * from nope", 14, "table does not exist [table=nope]")]
    [InlineData("select x from long_sequence(1) where x", 37, "boolean expression expected")]
    [InlineData("select x from long_sequence(1) where sum(x) > 1", 37, "aggregate function sum() is not possible here")]
    [InlineData("select x from long_sequence(1) where x::timestamp > 'abc'", 50, "Invalid date [str=abc]")]
    [InlineData("select x from long_sequence(1) where x::timestamp in '2024-01;1h'", 53, "the interval expression")]
    public void A_query_that_cant_be_bound_is_a_parse_error(string sql, int position, string message)
    {
        var error = Fails(sql);
        Assert.Equal(StatusCode.ParseError, error.Status);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(position, error.Position);
    }

    [Fact]
    public void Text_that_is_no_number_fails_while_running()
        => Assert.Equal(StatusCode.InternalError, Fails("select x from long_sequence(1) where x = $1", TextBind("abc")).Status);

    [Fact]
    public void A_cancelled_query_stops()
        => Assert.Throws<OperationCanceledException>(() => Database.Execute("select 1", [], new CancellationToken(canceled: true)));

    [Theory]
    [InlineData("AAPL", "AAPL", true)]
    [InlineData("AAPL", "A%", true)]
    [InlineData("AAPL", "_APL", true)]
    [InlineData("AAPL", "a%", false)]
    [InlineData("a%b", "a\\%b", true)]
    [InlineData("axb", "a\\%b", false)]
    [InlineData("line\nbreak", "line%", true)]
    public void Like_knows_its_wildcards(string text, string pattern, bool expected)
    {
        Assert.Equal(expected ? "true" : "false", Text("select $1 like $2", TextBind(text), TextBind(pattern)));
        Assert.Equal("true", Text("select $1 ilike $2", TextBind(text.ToUpperInvariant()), TextBind(text)));
        Assert.Equal("false", Text("select null::varchar like $1", TextBind(pattern)));
    }
}
