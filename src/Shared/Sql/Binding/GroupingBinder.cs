namespace QuestDb.Shared.Sql;

/// <summary>
/// Finds the keys and aggregates of a query and rewrites its outputs to refer to them. Without a GROUP BY, whatever is selected beside
/// aggregates is a key.
/// </summary>
internal sealed class GroupingBinder
{
    private readonly List<BoundExpression> _keys = [];
    private readonly List<BoundAggregate> _aggregates = [];
    private readonly int _position;

    private GroupingBinder(int position) => _position = position;

    /// <summary>The grouping of a query, null if it has none; <paramref name="outputs"/> are then rewritten in place.</summary>
    public static BoundGrouping? Group(QuerySyntax syntax, List<BoundOutput> outputs, int visible, ExpressionBinder binder)
    {
        bool isExplicit = syntax.GroupBy.Count > 0;
        if (!isExplicit && !outputs.Any(o => HasAggregate(o.Value))) return null;
        var grouping = new GroupingBinder(syntax.Position);
        foreach (ExpressionSyntax key in syntax.GroupBy) grouping.AddKey(key, outputs, visible, binder);
        if (!isExplicit)
        {
            foreach (BoundOutput output in outputs.Take(visible))
            {
                if (!HasAggregate(output.Value) && !IsConstant(output.Value)) grouping.AddKey(output.Value);
            }
        }

        // Aggregates come after all keys, so keys that turn up inside of mixed expressions must be found first.
        // A column that is only sorted by never adds a key.
        for (int i = 0; i < outputs.Count; i++) grouping.Collect(outputs[i].Value, mayAddKeys: !isExplicit && i < visible);
        for (int i = 0; i < outputs.Count; i++) outputs[i] = outputs[i] with { Value = grouping.Rewrite(outputs[i].Value) };
        return new BoundGrouping(grouping._keys, grouping._aggregates);
    }

    private void AddKey(ExpressionSyntax key, List<BoundOutput> outputs, int visible, ExpressionBinder binder)
    {
        int selected = QueryBinder.SelectedColumn(key, outputs, visible);
        BoundExpression value = selected >= 0 ? outputs[selected].Value : binder.Bind(key);
        if (HasAggregate(value)) throw new SqlCompileException(key.Position, "aggregate functions are not allowed in GROUP BY");
        AddKey(value);
    }

    private void AddKey(BoundExpression key)
    {
        if (!_keys.Contains(key)) _keys.Add(key);
    }

    private void Collect(BoundExpression value, bool mayAddKeys)
    {
        if (_keys.Contains(value)) return;
        switch (value)
        {
            case BoundAggregate aggregate:
                if (!_aggregates.Contains(aggregate)) _aggregates.Add(aggregate);
                break;
            case BoundColumn column when !mayAddKeys:
                throw new SqlCompileException(_position, $"column must appear in GROUP BY clause or aggregate function: {column.Name}");
            case BoundColumn column:
                AddKey(column);
                break;
            case BoundCast cast:
                Collect(cast.Operand, mayAddKeys);
                break;
            case BoundCall call:
                foreach (BoundExpression argument in call.Arguments) Collect(argument, mayAddKeys);
                break;
        }
    }

    private BoundExpression Rewrite(BoundExpression value)
    {
        int key = _keys.IndexOf(value);
        if (key >= 0) return new BoundColumn(value.Type, key, "");
        return value switch
        {
            BoundAggregate aggregate => new BoundColumn(aggregate.Type, _keys.Count + _aggregates.IndexOf(aggregate), ""),
            BoundCast cast => cast with { Operand = Rewrite(cast.Operand) },
            BoundCall call => call with { Arguments = call.Arguments.Select(Rewrite).ToList() },
            _ => value,
        };
    }

    private static bool HasAggregate(BoundExpression value) => value switch
    {
        BoundAggregate => true,
        BoundCast cast => HasAggregate(cast.Operand),
        BoundCall call => call.Arguments.Any(HasAggregate),
        _ => false,
    };

    private static bool IsConstant(BoundExpression value) => value switch
    {
        BoundConstant or BoundBind => true,
        BoundCast cast => IsConstant(cast.Operand),
        BoundCall call => call.Arguments.All(IsConstant),
        _ => false,
    };
}
