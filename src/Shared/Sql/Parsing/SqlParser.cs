namespace QuestDb.Shared.Sql;

/// <summary>Reads one statement of QuestDB's SQL into a syntax tree.</summary>
internal sealed partial class SqlParser : TokenReader
{
    private static readonly string[] UnsupportedStatements =
    [
        "explain", "show", "copy", "backup", "snapshot", "checkpoint", "reindex", "refresh", "declare", "grant", "revoke", "cancel",
        "pivot", "compile", "assume", "exit",
    ];

    private SqlParser(string sql) : base(sql)
    {
    }

    /// <exception cref="SqlCompileException">The text is no statement of the dialect, or one that the front end doesn't know.</exception>
    public static StatementSyntax Parse(string sql)
    {
        var parser = new SqlParser(sql);
        StatementSyntax statement = parser.Statement();
        if (parser.TryOperator(";") || parser.Current.Kind == SqlTokenKind.End)
        {
            if (parser.Current.Kind == SqlTokenKind.End) return statement;
        }

        throw parser.Unexpected();
    }

    private StatementSyntax Statement()
    {
        SqlToken first = Current;
        if (first.Kind == SqlTokenKind.End) return new EmptySyntax();
        if (TryWord("create")) return Create(first.Position);
        if (TryWord("insert")) return Insert();
        if (TryWord("update")) return Update();
        if (TryWord("truncate")) return Truncate();
        if (TryWord("drop")) return Drop(first.Position);
        if (TryWord("alter")) return Alter(first.Position);
        if (TryWord("rename")) return RenameTable();
        if (IsTrivial()) return Trivial();
        foreach (string keyword in UnsupportedStatements)
        {
            if (first.IsWord(keyword) && PeekAhead(1).Kind != SqlTokenKind.End)
                throw SqlCompileException.Unsupported(first.Position, keyword.ToUpperInvariant());
        }

        return new SelectStatementSyntax(Query());
    }

    private bool IsTrivial() => IsWord("set") || IsWord("begin") || IsWord("commit") || IsWord("rollback")
        || (IsWord("vacuum") && PeekAhead(1).IsWord("table"));

    private TrivialSyntax Trivial()
    {
        string keyword = Take().Text.ToLowerInvariant();
        while (Current.Kind != SqlTokenKind.End && !IsOperator(";")) Take();
        return new TrivialSyntax(keyword);
    }

    private RenameTableSyntax RenameTable()
    {
        ExpectWord("table");
        TableNameSyntax table = ExpectName("table name");
        ExpectWord("to");
        return new RenameTableSyntax(table, ExpectName("table name"));
    }

    private TruncateSyntax Truncate()
    {
        ExpectWord("table");
        TryWord("only");
        var truncate = new TruncateSyntax(CommaList(() => ExpectName("table name")));
        TryWords("keep", "symbol");
        return truncate;
    }

    private DropTableSyntax Drop(int position)
    {
        if (!TryWord("table")) throw SqlCompileException.Unsupported(position, "DROP " + Current.Text.ToUpperInvariant());
        bool ifExists = TryWords("if", "exists");
        return new DropTableSyntax(ExpectName("table name"), ifExists);
    }
}
