namespace QuestDb.Egress.Requests;

/// <summary>Decides from a query's text whether the query may run twice.</summary>
internal static class SqlText
{
    private static readonly string[] s_readers = ["SELECT", "SHOW", "EXPLAIN"];

    /// <summary>
    /// Whether the text only reads, judged by its first word. A text with WITH only reads if INSERT and UPDATE occur nowhere in it, not
    /// even in a string. Other texts may read too, such as a bare table name, but count as writing.
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

    /// <summary>The text after white space, comments and opening parentheses.</summary>
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
