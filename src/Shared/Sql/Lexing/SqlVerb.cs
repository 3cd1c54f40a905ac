namespace QuestDb.Shared.Sql;

/// <summary>What a text does, by the word it begins with, or the word behind its <c>WITH name AS (…)</c>.</summary>
internal static class SqlVerb
{
    /// <summary>
    /// Words that begin what never returns rows: those that the server runs by themselves
    /// (<c>SqlCompilerImpl.registerKeywordBasedExecutors</c>), and the statements of its parser (<c>SqlParser.parse</c>). COPY is not among
    /// them, because exports return rows.
    /// </summary>
    private static readonly string[] s_statements =
    [
        "insert", "update", "create", "alter", "drop", "truncate", "rename", "reindex", "vacuum", "set", "reset", "begin", "commit",
        "rollback", "discard", "close", "unlisten", "deallocate", "cancel", "refresh", "backup", "checkpoint", "snapshot", "compile",
    ];

    private static readonly string[] s_readers = ["select", "show", "explain"];

    /// <summary>The word in capitals, if the text surely returns no rows; else null.</summary>
    public static string? Statement(string sql) => Find(sql, s_statements)?.ToUpperInvariant();

    /// <summary>Whether the text surely only reads. Other texts may read too, such as a bare table name.</summary>
    public static bool OnlyReads(string sql) => Find(sql, s_readers) is not null;

    private static string? Find(string sql, string[] words)
    {
        var token = new SqlScanner(sql);
        token.Next();
        while (token.IsOperator("(")) token.Next();
        if (token.IsWord("with") && !PassWith(ref token)) return null;
        foreach (string word in words)
        {
            if (token.IsWord(word)) return word;
        }

        return null;
    }

    /// <summary>Goes to the token behind the common table expressions; false where they are written otherwise.</summary>
    private static bool PassWith(ref SqlScanner token)
    {
        do
        {
            token.Next();
            if (token.Kind is not (SqlTokenKind.Word or SqlTokenKind.QuotedName) || !token.Next() || !token.IsWord("as")) return false;
            if (!token.Next() || !token.IsOperator("(") || !PassParentheses(ref token)) return false;
        }
        while (token.IsOperator(","));
        return true;
    }

    private static bool PassParentheses(ref SqlScanner token)
    {
        int depth = 0;
        do
        {
            if (token.IsOperator("(")) depth++;
            else if (token.IsOperator(")")) depth--;
            if (!token.Next()) return false;
        }
        while (depth > 0);
        return true;
    }
}
