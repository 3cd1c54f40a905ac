using System.Text;

namespace QuestDb.Shared.Sql;

/// <summary>Splits SQL text into tokens; comments and white space are dropped.</summary>
internal sealed class SqlLexer
{
    // Longest first, so that the first match is the right one.
    private static readonly string[] Operators =
    [
        "<<=", ">>=", "::", "||", "!=", "<>", "<=", ">=", "<<", ">>", "!~",
        "(", ")", "[", "]", ",", ";", ".", "+", "-", "*", "/", "%", "=", "<", ">", "&", "|", "^", "~", "@",
    ];

    private readonly string _sql;
    private int _at;

    private SqlLexer(string sql) => _sql = sql;

    /// <summary>All tokens, the last of which is <see cref="SqlTokenKind.End"/>.</summary>
    public static IReadOnlyList<SqlToken> Tokenize(string sql)
    {
        var lexer = new SqlLexer(sql);
        var tokens = new List<SqlToken>();
        SqlToken token;
        do
        {
            token = lexer.Next();
            tokens.Add(token);
        }
        while (token.Kind != SqlTokenKind.End);
        return tokens;
    }

    private char Current => Peek(0);

    private char Peek(int ahead) => _at + ahead < _sql.Length ? _sql[_at + ahead] : '\0';

    private SqlToken Next()
    {
        SkipBlanks();
        int start = _at;
        if (_at >= _sql.Length) return new SqlToken(SqlTokenKind.End, "", start, start);
        char c = Current;
        if (c == '\'') return new SqlToken(SqlTokenKind.String, Quoted('\''), start, _at);
        if (c == '"') return new SqlToken(SqlTokenKind.QuotedName, Quoted('"'), start, _at);
        if (IsDigit(c) || (c == '.' && IsDigit(Peek(1)))) return Number(start);
        if (c == '$' && IsDigit(Peek(1))) return Prefixed(SqlTokenKind.Bind, 1, IsDigit, start);
        if (c == ':' && IsNameStart(Peek(1)) && Peek(1) != ':') return Prefixed(SqlTokenKind.NamedBind, 1, IsNamePart, start);
        if (c == '#' && Peek(1) == '#') return Prefixed(SqlTokenKind.GeoHashBits, 2, IsDigit, start);
        if (c == '#') return Prefixed(SqlTokenKind.GeoHashChars, 1, char.IsLetterOrDigit, start);
        if (IsNameStart(c)) return Prefixed(SqlTokenKind.Word, 0, IsNamePart, start);
        foreach (string op in Operators)
        {
            if (string.CompareOrdinal(_sql, _at, op, 0, op.Length) != 0) continue;
            _at += op.Length;
            return new SqlToken(SqlTokenKind.Operator, op, start, _at);
        }

        throw new SqlCompileException(start, $"unexpected character [{c}]");
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static bool IsNameStart(char c) => c == '_' || char.IsLetter(c) || char.IsSurrogate(c);

    private static bool IsNamePart(char c) => IsNameStart(c) || char.IsDigit(c) || c == '$';

    private SqlToken Prefixed(SqlTokenKind kind, int prefix, Func<char, bool> part, int start)
    {
        _at += prefix;
        int from = _at;
        while (_at < _sql.Length && part(Current)) _at++;
        if (_at == from) throw new SqlCompileException(start, $"unexpected character [{_sql[start]}]");
        return new SqlToken(kind, _sql.Substring(from, _at - from), start, _at);
    }

    private void SkipBlanks()
    {
        while (_at < _sql.Length)
        {
            if (char.IsWhiteSpace(Current)) _at++;
            else if (Current == '-' && Peek(1) == '-') SkipLine();
            else if (Current == '/' && Peek(1) == '*') SkipBlock();
            else return;
        }
    }

    private void SkipLine()
    {
        while (_at < _sql.Length && Current != '\n') _at++;
    }

    private void SkipBlock()
    {
        int end = _sql.IndexOf("*/", _at + 2, StringComparison.Ordinal);
        _at = end < 0 ? _sql.Length : end + 2;
    }

    private string Quoted(char quote)
    {
        int start = _at++;
        var text = new StringBuilder();
        while (_at < _sql.Length)
        {
            char c = _sql[_at++];
            if (c != quote) text.Append(c);
            else if (Current == quote) text.Append(_sql[_at++]);
            else return text.ToString();
        }

        throw new SqlCompileException(start, "unclosed quotation mark");
    }

    private SqlToken Number(int start)
    {
        if (Current == '0' && Peek(1) is 'x' or 'X') return Hexadecimal(start);
        bool fraction = false;
        SkipDigits();
        if (Current == '.' && IsDigit(Peek(1)) || (Current == '.' && !IsNameStart(Peek(1)) && Peek(1) != '.'))
        {
            fraction = true;
            _at++;
            SkipDigits();
        }

        if (Current is 'e' or 'E' && (IsDigit(Peek(1)) || (Peek(1) is '+' or '-' && IsDigit(Peek(2)))))
        {
            fraction = true;
            _at += 2;
            SkipDigits();
        }

        string text = _sql.Substring(start, _at - start).Replace("_", "");
        SqlTokenKind kind = fraction ? SqlTokenKind.Double : SqlTokenKind.Integer;
        if (Current is 'm' or 'M' && !IsNamePart(Peek(1))) kind = TakeSuffix(SqlTokenKind.Decimal);
        else if (!fraction && Current is 'l' or 'L' && !IsNamePart(Peek(1))) kind = TakeSuffix(SqlTokenKind.Long);
        else if (Current is 'd' or 'D' or 'f' or 'F' && !IsNamePart(Peek(1))) kind = TakeSuffix(SqlTokenKind.Double);
        return new SqlToken(kind, text, start, _at);
    }

    private SqlTokenKind TakeSuffix(SqlTokenKind kind)
    {
        _at++;
        return kind;
    }

    private SqlToken Hexadecimal(int start)
    {
        _at += 2;
        while (Uri.IsHexDigit(Current)) _at++;
        string text = _sql.Substring(start, _at - start);
        if (text.Length == 2) throw new SqlCompileException(start, $"invalid number [{text}]");
        return new SqlToken(SqlTokenKind.Integer, text, start, _at);
    }

    private void SkipDigits()
    {
        while (IsDigit(Current) || (Current == '_' && IsDigit(Peek(1)))) _at++;
    }
}
