using QuestDb.Shared.Sql;

namespace QuestDb.Testing.Tests.Sql;

public sealed class SqlLexerTests
{
    [Theory]
    [InlineData("'it''s'", nameof(SqlTokenKind.String), "it's")]
    [InlineData("\"a \"\"b\"\"\"", nameof(SqlTokenKind.QuotedName), "a \"b\"")]
    [InlineData("1_000", nameof(SqlTokenKind.Integer), "1000")]
    [InlineData("0xFf", nameof(SqlTokenKind.Integer), "0xFf")]
    [InlineData("12L", nameof(SqlTokenKind.Long), "12")]
    [InlineData("1.5", nameof(SqlTokenKind.Double), "1.5")]
    [InlineData("1e3", nameof(SqlTokenKind.Double), "1e3")]
    [InlineData("1.50m", nameof(SqlTokenKind.Decimal), "1.50")]
    [InlineData("#u33d", nameof(SqlTokenKind.GeoHashChars), "u33d")]
    [InlineData("##101", nameof(SqlTokenKind.GeoHashBits), "101")]
    [InlineData("$12", nameof(SqlTokenKind.Bind), "12")]
    [InlineData(":name", nameof(SqlTokenKind.NamedBind), "name")]
    [InlineData("größe", nameof(SqlTokenKind.Word), "größe")]
    [InlineData("::", nameof(SqlTokenKind.Operator), "::")]
    [InlineData("`a b`", nameof(SqlTokenKind.QuotedName), "a b")]
    [InlineData("a$1", nameof(SqlTokenKind.Word), "a$1")]
    [InlineData("$1a", nameof(SqlTokenKind.Word), "$1a")]
    public void A_token_has_its_kind_and_value(string sql, string kind, string text)
    {
        IReadOnlyList<SqlToken> tokens = SqlLexer.Tokenize(sql);
        Assert.Equal(2, tokens.Count);
        Assert.Equal(new SqlToken(Enum.Parse<SqlTokenKind>(kind), text, 0, sql.Length), tokens[0]);
    }

    [Fact]
    public void Comments_and_blanks_separate_tokens_and_positions_count_them()
    {
        IReadOnlyList<SqlToken> tokens = SqlLexer.Tokenize("a /* b\n c */ d -- e\n f");
        Assert.Equal(["a", "d", "f", ""], tokens.Select(t => t.Text));
        Assert.Equal([0, 13, 21, 22], tokens.Select(t => t.Position));
    }

    /// <summary>Each of these was tried with a real server.</summary>
    [Theory]
    [InlineData("/* a /* b */ c */ d", "d ")]
    [InlineData("-- it's\nd 'e'", "d e ")]
    [InlineData("-- a\rd", "d ")]
    [InlineData("/* it's */ d", "d ")]
    [InlineData("/* it's */ d 'e'", "")]
    [InlineData("/* a -- b */ d", "")]
    [InlineData("d /* e", "d ")]
    public void Comments_end_where_the_server_ends_them(string sql, string tokens) =>
        Assert.Equal(tokens, string.Join(' ', SqlLexer.Tokenize(sql).Select(static t => t.Text)));

    [Fact]
    public void A_unit_is_apart_from_its_number()
        => Assert.Equal(["12", "h", ""], SqlLexer.Tokenize("12h").Select(t => t.Text));

    [Theory]
    [InlineData("select 'abc", 7)]
    [InlineData("select \"abc", 7)]
    [InlineData("select ?", 7)]
    public void What_is_no_token_is_refused_at_its_position(string sql, int position)
        => Assert.Equal(position, Assert.Throws<SqlCompileException>(() => SqlLexer.Tokenize(sql)).Position);
}
