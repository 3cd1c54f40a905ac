namespace QuestDb.Shared.Sql;

/// <summary>
/// Finds the tokens of SQL text one after the other, without allocating and without errors: what the client, the analyzers and the
/// in-process server take for a placeholder or a quote is what QuestDB's lexer takes for it (<c>GenericLexer</c> and
/// <c>SqlUtil.fetchNext</c> of the server).
/// </summary>
internal struct SqlScanner(string sql)
{
    // Longest first, so that the first match is the right one.
    private static readonly string[] s_operators =
    [
        "<<=", ">>=", "::", ":=", "||", "!=", "<>", "<=", ">=", "<<", ">>", "!~",
        "(", ")", "[", "]", ",", ";", ".", "+", "-", "*", "/", "%", "=", "<", ">", "&", "|", "^", "~", "@", ":",
    ];

    private readonly string _sql = sql;
    private int _at = 0;

    /// <summary>What the token is.</summary>
    public SqlTokenKind Kind { get; private set; } = SqlTokenKind.End;

    /// <summary>Where the token begins.</summary>
    public int Start { get; private set; } = 0;

    /// <summary>Where the token has ended.</summary>
    public readonly int End => _at;

    private readonly char Current => Peek(0);

    /// <summary>Goes to the next token; false at the end.</summary>
    public bool Next()
    {
        int comment = SkipBlanks();
        Start = comment >= 0 ? comment : _at;
        Kind = comment >= 0 ? SqlTokenKind.OpenComment : Take();
        return Kind != SqlTokenKind.End;
    }

    /// <summary>Whether the token is a keyword.</summary>
    public readonly bool IsWord(string keyword) => Kind == SqlTokenKind.Word && Is(keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the token is an operator.</summary>
    public readonly bool IsOperator(string text) => Kind == SqlTokenKind.Operator && Is(text, StringComparison.Ordinal);

    private readonly bool Is(string text, StringComparison comparison) =>
        End - Start == text.Length && string.Compare(_sql, Start, text, 0, text.Length, comparison) == 0;

    private readonly char Peek(int ahead) => _at + ahead < _sql.Length ? _sql[_at + ahead] : '\0';

    private SqlTokenKind Take()
    {
        if (_at >= _sql.Length) return SqlTokenKind.End;
        char c = Current;
        if (c is '\'' or '"' or '`') return Quoted(c);
        if (IsDigit(c) || (c == '.' && IsDigit(Peek(1)))) return Number();
        if (c == '$') return Placeholder();
        if (c == ':' && IsNameStart(Peek(1))) return Name(1, SqlTokenKind.NamedBind);
        if (c == '#' && Peek(1) == '#' && IsDigit(Peek(2))) return Name(2, SqlTokenKind.GeoHashBits);
        if (c == '#' && char.IsLetterOrDigit(Peek(1))) return Name(1, SqlTokenKind.GeoHashChars);
        if (IsNameStart(c)) return Name(0, SqlTokenKind.Word);
        foreach (string op in s_operators)
        {
            if (string.CompareOrdinal(_sql, _at, op, 0, op.Length) != 0) continue;
            _at += op.Length;
            return SqlTokenKind.Operator;
        }

        _at++;
        return SqlTokenKind.Unknown;
    }

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\n' or '\r';

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static bool IsNameStart(char c) => c == '_' || char.IsLetter(c) || char.IsSurrogate(c);

    private static bool IsNamePart(char c) => IsNameStart(c) || char.IsDigit(c) || c == '$';

    /// <summary>Whether the server's lexer ends a token at a character.</summary>
    private static bool Parts(char c) => IsBlank(c) || "()[],;.+-*/%=<>&|^~!:".IndexOf(c) >= 0;

    private SqlTokenKind Name(int prefix, SqlTokenKind kind)
    {
        _at += prefix;
        while (_at < _sql.Length && IsNamePart(Current)) _at++;
        return kind;
    }

    /// <summary>
    /// <c>$</c> and a number are a placeholder where they are a token of the server: with a name, a number or a quote at their side they
    /// are a part of it.
    /// </summary>
    private SqlTokenKind Placeholder()
    {
        int before = _at - 1;
        int digits = ++_at;
        while (IsDigit(Current)) _at++;
        bool parted = (before < 0 || Parts(_sql[before]) || _sql[before] is '\'' or '"' or '`') && (_at >= _sql.Length || Parts(Current));
        return _at > digits && parted ? SqlTokenKind.Bind : Name(0, SqlTokenKind.Word);
    }

    /// <summary>A doubled quote is one of the text.</summary>
    private SqlTokenKind Quoted(char quote)
    {
        int end = EndOfQuote(quote);
        _at = end < 0 ? _sql.Length : end;
        return end < 0 ? SqlTokenKind.OpenQuote : quote == '\'' ? SqlTokenKind.String : SqlTokenKind.QuotedName;
    }

    /// <summary>Where the text that begins with a quote has ended, or -1.</summary>
    private readonly int EndOfQuote(char quote)
    {
        int at = _at + 1;
        while (at < _sql.Length)
        {
            if (_sql[at++] != quote) continue;
            if (quote == '`' || at >= _sql.Length || _sql[at] != quote) return at;
            at++;
        }

        return -1;
    }

    /// <summary>
    /// Passes over white space and comments; gives the beginning of a comment that does not end, else -1. Comments in <c>/* */</c> nest,
    /// and the server reads quotes and <c>--</c> in them as it does elsewhere, so that these can hide the end of the comment.
    /// </summary>
    private int SkipBlanks()
    {
        int depth = 0;
        int begin = 0;
        while (_at < _sql.Length)
        {
            char c = Current;
            if (c == '-' && Peek(1) == '-')
            {
                SkipLine();
            }
            else if (c == '/' && Peek(1) == '*')
            {
                if (depth++ == 0) begin = _at;
                _at += 2;
            }
            else if (depth == 0)
            {
                if (!IsBlank(c)) return -1;
                _at++;
            }
            else if (c == '*' && Peek(1) == '/')
            {
                depth--;
                _at += 2;
            }
            else
            {
                int end = c is '\'' or '"' or '`' ? EndOfQuote(c) : -1;
                _at = end < 0 ? _at + 1 : end;
            }
        }

        return depth > 0 ? begin : -1;
    }

    private void SkipLine()
    {
        while (_at < _sql.Length && Current is not ('\n' or '\r')) _at++;
    }

    private SqlTokenKind Number()
    {
        if (Current == '0' && Peek(1) is 'x' or 'X')
        {
            _at += 2;
            while (Uri.IsHexDigit(Current)) _at++;
            return SqlTokenKind.Integer;
        }

        bool fraction = false;
        SkipDigits();
        if (Current == '.' && (IsDigit(Peek(1)) || (!IsNameStart(Peek(1)) && Peek(1) != '.')))
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

        if (Current is 'm' or 'M' && !IsNamePart(Peek(1))) return Suffixed(SqlTokenKind.Decimal);
        if (!fraction && Current is 'l' or 'L' && !IsNamePart(Peek(1))) return Suffixed(SqlTokenKind.Long);
        if (Current is 'd' or 'D' or 'f' or 'F' && !IsNamePart(Peek(1))) return Suffixed(SqlTokenKind.Double);
        return fraction ? SqlTokenKind.Double : SqlTokenKind.Integer;
    }

    private SqlTokenKind Suffixed(SqlTokenKind kind)
    {
        _at++;
        return kind;
    }

    private void SkipDigits()
    {
        while (IsDigit(Current) || (Current == '_' && IsDigit(Peek(1)))) _at++;
    }
}
