using QuestDb.Shared.Names;

namespace QuestDb.Shared.Sql;

/// <summary>Turns the syntax of a query into a <see cref="BoundQuery"/>.</summary>
internal sealed partial class QueryBinder(ISchemaSource schema, IReadOnlyList<SqlType> binds)
{
    private readonly Dictionary<string, QuerySyntax> _commonTables = new(NameComparer.Instance);

    /// <param name="syntax">The query.</param>
    /// <param name="schema">Where tables are looked up.</param>
    /// <param name="binds">The types of the bind variables given.</param>
    /// <exception cref="SqlCompileException">A name is unknown, types don't fit, or a construct isn't supported.</exception>
    public static BoundQuery Bind(QuerySyntax syntax, ISchemaSource schema, IReadOnlyList<SqlType> binds)
        => new QueryBinder(schema, binds).Query(syntax);

    private BoundQuery Query(QuerySyntax syntax)
    {
        foreach (CommonTableSyntax table in syntax.With) _commonTables[table.Name] = table.Query;
        BoundSource source = Source(syntax.From);
        var scope = new BindScope(source.Columns, SourceNames(syntax.From));
        if (syntax.From is null && syntax.Where is not null) throw new SqlCompileException(syntax.Where.Position, "WHERE needs a FROM");
        BoundExpression? where = syntax.Where is null ? null : new ExpressionBinder(scope, binds).BindCondition(syntax.Where);
        var binder = new ExpressionBinder(scope, binds, allowAggregates: true);
        List<BoundOutput> outputs = Outputs(syntax, scope, binder);
        int visible = outputs.Count;
        List<BoundOrder> order = Order(syntax, outputs, binder);
        BoundGrouping? grouping = GroupingBinder.Group(syntax, outputs, visible, binder);
        if (syntax.Distinct && outputs.Count > visible)
            throw new SqlCompileException(syntax.Position, "ORDER BY must name a selected column when DISTINCT is used");
        var limits = new ExpressionBinder(new BindScope([]), binds);
        return new BoundQuery(source, where, grouping, outputs, visible, syntax.Distinct, order,
            Bound(limits, syntax.Limit?.Low), Bound(limits, syntax.Limit?.High));
    }

    private static BoundExpression? Bound(ExpressionBinder binder, ExpressionSyntax? bound)
    {
        if (bound is null) return null;
        if (bound is LiteralSyntax { Kind: LiteralKind.Null }) throw new SqlCompileException(bound.Position, "invalid type: NULL");
        BoundExpression value = binder.Bind(bound);
        bool isBind = value is BoundBind;
        if (!value.Type.IsInteger && !isBind) throw new SqlCompileException(bound.Position, $"invalid type: {value.Type}");
        return ExpressionBinder.Convert(value, SqlType.Long, bound.Position);
    }

    private static List<BoundOutput> Outputs(QuerySyntax syntax, BindScope scope, ExpressionBinder binder)
    {
        var names = new OutputNames(syntax.Items.Any(i => i.Expression is StarSyntax));
        var outputs = new List<BoundOutput>();
        foreach (SelectItemSyntax item in syntax.Items)
        {
            if (item.Expression is StarSyntax star)
            {
                if (syntax.From is null) throw new SqlCompileException(star.Position, "'from' expected");
                if (star.Qualifier is not null && !scope.Knows(star.Qualifier))
                    throw new SqlCompileException(star.Position, $"Invalid table name or alias: {star.Qualifier}");
                for (int i = 0; i < scope.Columns.Count; i++)
                {
                    SqlColumn column = scope.Columns[i];
                    outputs.Add(new BoundOutput(names.Star(column.Name), new BoundColumn(column.Type, i, column.Name)));
                }

                continue;
            }

            BoundExpression value = binder.Bind(item.Expression);
            string text = ExpressionText.Of(item.Expression);
            outputs.Add(new BoundOutput(item.Alias is null ? names.Generate(text) : names.Alias(item.Alias, item.AliasPosition), value));
        }

        return outputs;
    }

    private static List<BoundOrder> Order(QuerySyntax syntax, List<BoundOutput> outputs, ExpressionBinder binder)
    {
        int visible = outputs.Count;
        var order = new List<BoundOrder>();
        foreach (OrderSyntax item in syntax.OrderBy)
        {
            int column = SelectedColumn(item.Expression, outputs, visible);
            if (column < 0)
            {
                BoundExpression value = binder.Bind(item.Expression);
                column = outputs.FindIndex(o => o.Value.Equals(value));
                if (column < 0)
                {
                    column = outputs.Count;
                    outputs.Add(new BoundOutput("", value));
                }
            }

            order.Add(new BoundOrder(column, item.Descending));
        }

        return order;
    }

    /// <summary>The output that a position (from 1) or an alias names, -1 for other expressions.</summary>
    internal static int SelectedColumn(ExpressionSyntax expression, List<BoundOutput> outputs, int visible)
    {
        if (expression is LiteralSyntax { Kind: LiteralKind.Integer } literal)
        {
            return int.TryParse(literal.Text, out int position) && position >= 1 && position <= visible
                ? position - 1
                : throw new SqlCompileException(literal.Position, $"column position is out of range [max={visible}]");
        }

        if (expression is not NameSyntax { Qualifier: null } name) return -1;
        return outputs.FindIndex(0, visible, o => NameComparer.Same(o.Name, name.Name));
    }
}
