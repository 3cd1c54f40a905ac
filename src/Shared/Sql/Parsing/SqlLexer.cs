namespace QuestDb.Shared.Sql;

/// <summary>Splits SQL text into tokens with their values; comments and white space are dropped.</summary>
internal static class SqlLexer
{
    /// <summary>All tokens, the last of which is <see cref="SqlTokenKind.End"/>.</summary>
    public static IReadOnlyList<SqlToken> Tokenize(string sql)
    {
        var scanner = new SqlScanner(sql);
        var tokens = new List<SqlToken>();
        // What follows a comment without an end is a part of it, which is no error.
        while (scanner.Next() && scanner.Kind != SqlTokenKind.OpenComment)
        {
            tokens.Add(new SqlToken(scanner.Kind, Value(sql, scanner), scanner.Start, scanner.End));
        }

        tokens.Add(new SqlToken(SqlTokenKind.End, "", sql.Length, sql.Length));
        return tokens;
    }

    private static string Value(string sql, SqlScanner token)
    {
        string text = sql.Substring(token.Start, token.End - token.Start);
        return token.Kind switch
        {
            SqlTokenKind.String => text.Substring(1, text.Length - 2).Replace("''", "'"),
            SqlTokenKind.QuotedName when text[0] == '"' => text.Substring(1, text.Length - 2).Replace("\"\"", "\""),
            SqlTokenKind.Integer when text.Length == 2 && text[1] is 'x' or 'X' =>
                throw new SqlCompileException(token.Start, $"invalid number [{text}]"),
            SqlTokenKind.Integer => text.Replace("_", ""),
            SqlTokenKind.Long or SqlTokenKind.Decimal => text.Substring(0, text.Length - 1).Replace("_", ""),
            SqlTokenKind.Double => text.Replace("_", "").TrimEnd('d', 'D', 'f', 'F'),
            SqlTokenKind.Bind or SqlTokenKind.NamedBind or SqlTokenKind.GeoHashChars => text.Substring(1),
            SqlTokenKind.GeoHashBits => text.Substring(2),
            SqlTokenKind.OpenQuote => throw new SqlCompileException(token.Start, "unclosed quotation mark"),
            SqlTokenKind.QuotedName => text.Substring(1, text.Length - 2),
            SqlTokenKind.Unknown => throw new SqlCompileException(token.Start, $"unexpected character [{text}]"),
            _ => text,
        };
    }
}
