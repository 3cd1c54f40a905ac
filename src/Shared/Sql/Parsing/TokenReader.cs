namespace QuestDb.Shared.Sql;

/// <summary>A position in a token list, with the questions a recursive-descent parser asks.</summary>
internal abstract class TokenReader(string sql)
{
    private readonly IReadOnlyList<SqlToken> _tokens = SqlLexer.Tokenize(sql);
    private int _at;

    protected SqlToken Current => _tokens[_at];

    protected SqlToken PeekAhead(int count) => _tokens[Math.Min(_at + count, _tokens.Count - 1)];

    protected SqlToken Take()
    {
        SqlToken token = Current;
        if (token.Kind != SqlTokenKind.End) _at++;
        return token;
    }

    protected bool IsWord(string keyword) => Current.IsWord(keyword);

    protected bool IsOperator(string text) => Current.IsOperator(text);

    protected bool TryWord(string keyword)
    {
        if (!IsWord(keyword)) return false;
        _at++;
        return true;
    }

    protected bool TryWords(string first, string second)
    {
        if (!IsWord(first) || !PeekAhead(1).IsWord(second)) return false;
        _at += 2;
        return true;
    }

    protected bool TryOperator(string text)
    {
        if (!IsOperator(text)) return false;
        _at++;
        return true;
    }

    protected void ExpectWord(string keyword)
    {
        if (!TryWord(keyword)) throw Expected($"'{keyword}'");
    }

    protected void ExpectOperator(string text)
    {
        if (!TryOperator(text)) throw Expected($"'{text}'");
    }

    protected SqlCompileException Expected(string what) => new(Current.Position, $"{what} expected");

    protected SqlCompileException Unexpected() => Current.Kind == SqlTokenKind.End
        ? new SqlCompileException(Current.Position, "unexpected end of text")
        : new SqlCompileException(Current.Position, $"unexpected token [{Current.Text}]");

    /// <summary>Takes a name that may be bare or in either kind of quotes.</summary>
    protected TableNameSyntax ExpectName(string what)
    {
        if (Current.Kind is not (SqlTokenKind.Word or SqlTokenKind.QuotedName or SqlTokenKind.String)) throw Expected(what);
        SqlToken token = Take();
        return new TableNameSyntax(token.Text, token.Position);
    }

    protected List<T> CommaList<T>(Func<T> item)
    {
        var items = new List<T>();
        do items.Add(item());
        while (TryOperator(","));
        return items;
    }

    /// <summary>A comma list in parentheses, which may be empty.</summary>
    protected List<T> Parenthesized<T>(Func<T> item)
    {
        ExpectOperator("(");
        if (TryOperator(")")) return [];
        List<T> items = CommaList(item);
        if (!TryOperator(")")) throw Expected("',' or ')'");
        return items;
    }
}
