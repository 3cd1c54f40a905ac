namespace QuestDb.Shared.Sql;

internal sealed partial class SqlParser
{
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "select", "from", "where", "group", "order", "limit", "on", "and", "or", "not", "as", "then", "when", "else", "end",
        "union", "except", "intersect", "sample", "latest", "join", "left", "right", "full", "inner", "outer", "cross", "asof", "lt",
        "splice", "horizon", "window", "fill", "align", "having", "lateral", "unnest", "pivot", "in", "is", "between",
        "timestamp",
    };

    // What may follow a FROM item in QuestDB and is not run here.
    private static readonly Dictionary<string, string> UnsupportedClauses = new(StringComparer.OrdinalIgnoreCase)
    {
        ["join"] = "JOIN",
        ["inner"] = "INNER JOIN",
        ["left"] = "LEFT JOIN",
        ["right"] = "RIGHT JOIN",
        ["full"] = "FULL JOIN",
        ["outer"] = "OUTER JOIN",
        ["cross"] = "CROSS JOIN",
        ["asof"] = "ASOF JOIN",
        ["lt"] = "LT JOIN",
        ["splice"] = "SPLICE JOIN",
        ["horizon"] = "HORIZON JOIN",
        ["lateral"] = "LATERAL JOIN",
        ["unnest"] = "UNNEST",
        ["window"] = "WINDOW",
        ["sample"] = "SAMPLE BY",
        ["latest"] = "LATEST ON",
        ["union"] = "UNION",
        ["except"] = "EXCEPT",
        ["intersect"] = "INTERSECT",
        ["pivot"] = "PIVOT",
        ["having"] = "HAVING",
        ["fill"] = "FILL",
        ["align"] = "ALIGN TO",
        ["timestamp"] = "TIMESTAMP(…) on a query",
    };

    // "timestamp" is the usual name of a column, so it is a keyword only where a FROM item has just ended.
    private static bool IsReserved(SqlToken token)
        => token.Kind == SqlTokenKind.Word && Reserved.Contains(token.Text) && !token.IsWord("timestamp");

    private QuerySyntax Query()
    {
        int position = Current.Position;
        var with = new List<CommonTableSyntax>();
        if (TryWord("with")) with = CommaList(CommonTable);
        return IsWord("select") ? Select(position, with) : BareSource(position, with);
    }

    private CommonTableSyntax CommonTable()
    {
        TableNameSyntax name = ExpectName("name");
        ExpectWord("as");
        ExpectOperator("(");
        QuerySyntax query = Query();
        ExpectOperator(")");
        return new CommonTableSyntax(name.Name, query);
    }

    private QuerySyntax BareSource(int position, List<CommonTableSyntax> with)
    {
        SourceSyntax source = Source();
        SelectItemSyntax star = new(new StarSyntax(position, null), null, position);
        return Tail(position, with, false, [star], source);
    }

    private QuerySyntax Select(int position, List<CommonTableSyntax> with)
    {
        ExpectWord("select");
        bool distinct = TryWord("distinct");
        List<SelectItemSyntax> items = CommaList(SelectItem);
        return Tail(position, with, distinct, items, TryWord("from") ? Source() : null);
    }

    private QuerySyntax Tail(
        int position, List<CommonTableSyntax> with, bool distinct, List<SelectItemSyntax> items, SourceSyntax? source)
    {
        RejectUnsupportedClause();
        ExpressionSyntax? where = TryWord("where") ? Expression() : null;
        RejectUnsupportedClause();
        List<ExpressionSyntax> groupBy = TryWords("group", "by") ? CommaList(Expression) : [];
        RejectUnsupportedClause();
        List<OrderSyntax> orderBy = TryWords("order", "by") ? CommaList(OrderItem) : [];
        LimitSyntax? limit = TryWord("limit") ? Limit() : null;
        RejectUnsupportedClause();
        return new QuerySyntax(position, with, distinct, items, source, where, groupBy, orderBy, limit);
    }

    private void RejectUnsupportedClause()
    {
        if (Current.Kind == SqlTokenKind.Word && UnsupportedClauses.TryGetValue(Current.Text, out string? construct))
            throw SqlCompileException.Unsupported(Current.Position, construct);
    }

    private SelectItemSyntax SelectItem()
    {
        ExpressionSyntax expression = Expression();
        int position = Current.Position;
        if (TryWord("as")) return new SelectItemSyntax(expression, ExpectName("alias").Name, position);
        bool isAlias = Current.Kind is SqlTokenKind.QuotedName or SqlTokenKind.String
            || (Current.Kind == SqlTokenKind.Word && (!Reserved.Contains(Current.Text) || IsWord("timestamp")));
        return new SelectItemSyntax(expression, isAlias ? Take().Text : null, position);
    }

    private SourceSyntax Source()
    {
        SqlToken token = Current;
        SourceSyntax source;
        if (TryOperator("("))
        {
            QuerySyntax query = Query();
            ExpectOperator(")");
            source = new QuerySourceSyntax(token.Position, query, SourceAlias());
        }
        else
        {
            TableNameSyntax name = ExpectName("table name");
            source = IsOperator("(")
                ? new FunctionSourceSyntax(token.Position, Call(token), SourceAlias())
                : new TableSourceSyntax(token.Position, name.Name, SourceAlias());
        }

        if (IsOperator(",")) throw SqlCompileException.Unsupported(Current.Position, "a join of several tables in FROM");
        return source;
    }

    private string? SourceAlias()
    {
        if (TryWord("as")) return ExpectName("alias").Name;
        if (Current.Kind == SqlTokenKind.QuotedName) return Take().Text;
        return Current.Kind == SqlTokenKind.Word && !Reserved.Contains(Current.Text) ? Take().Text : null;
    }

    private OrderSyntax OrderItem()
    {
        ExpressionSyntax expression = Expression();
        if (TryWord("desc")) return new OrderSyntax(expression, Descending: true);
        TryWord("asc");
        return new OrderSyntax(expression, Descending: false);
    }

    private LimitSyntax Limit()
    {
        ExpressionSyntax? first = IsOperator(",") ? null : Expression();
        if (!TryOperator(",")) return new LimitSyntax(null, first);
        bool ends = Current.Kind == SqlTokenKind.End || IsOperator(")") || IsOperator(";");
        return ends ? new LimitSyntax(null, first) : new LimitSyntax(first, Expression());
    }
}
