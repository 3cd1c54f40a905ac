namespace QuestDb.Egress.Requests;

/// <summary>What the client has to know of a query's text: whether it may run twice.</summary>
internal static class SqlText
{
    private static readonly string[] s_readers = ["SELECT", "SHOW", "EXPLAIN"];

    /// <summary>
    /// Whether the text only reads, by its first word; after WITH, if no word that writes occurs anywhere, be it in a string. Others
    /// may read too, such as a bare table name, but what is not known to read is taken to write.
    /// </summary>
    public static bool OnlyReads(ReadOnlySpan<char> sql)
    {
        ReadOnlySpan<char> rest = SkipBlanks(sql);
        int length = 0;
        while (length < rest.Length && char.IsAsciiLetter(rest[length])) length++;
        ReadOnlySpan<char> first = rest[..length];
        if (first.Equals("WITH", StringComparison.OrdinalIgnoreCase))
        {
            return !rest.Contains("INSERT", StringComparison.OrdinalIgnoreCase)
                && !rest.Contains("UPDATE", StringComparison.OrdinalIgnoreCase);
        }

        foreach (string word in s_readers)
        {
            if (first.Equals(word, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    /// <summary>The text behind white space, comments and opening parentheses.</summary>
    private static ReadOnlySpan<char> SkipBlanks(ReadOnlySpan<char> sql)
    {
        while (true)
        {
            sql = sql.TrimStart().TrimStart('(');
            ReadOnlySpan<char> end = sql switch
            {
                ['-', '-', ..] => "\n",
                ['/', '*', ..] => "*/",
                [var c, ..] when char.IsWhiteSpace(c) => default,
                _ => "none",
            };
            if (end is "none") return sql;
            if (end.IsEmpty) continue;
            int close = sql[2..].IndexOf(end);
            if (close < 0) return [];
            sql = sql[(2 + close + end.Length)..];
        }
    }
}
