namespace QuestDb.Shared.Sql;

internal sealed partial class ExpressionBinder
{
    private BoundExpression Call(CallSyntax call)
    {
        string name = call.Function.ToLowerInvariant();
        if (AggregateFunctions.Exists(name)) return Aggregate(call, name);
        if (call.Distinct) throw new SqlCompileException(call.Position, $"DISTINCT is not possible in {name}()");
        List<BoundExpression> arguments = call.Arguments.Select(Bind).ToList();
        switch (name)
        {
            case "coalesce" when arguments.Count > 1:
                return Coalesce(call, arguments);
            case "nullif" when arguments.Count == 2:
                return NullIf(call, arguments);
            case "concat" when arguments.Count > 0:
                return new BoundCall(SqlType.Varchar, "concat", arguments.Select(AsText).ToList());
        }

        IReadOnlyList<SqlType> types = arguments.Select(a => a.Type).ToList();
        string signature = call.Function + "(" + string.Join(",", types) + ")";
        if (!ScalarFunctions.Exists(name))
        {
            throw new SqlCompileException(call.Position,
                $"unknown function name: {signature}; if it is one of QuestDB's, run this against a real QuestDB");
        }

        FunctionOverload function = ScalarFunctions.Find(name, types)
            ?? throw new SqlCompileException(call.Position,
                $"there is no matching function `{call.Function}` with the argument types: {signature}");
        var converted = new List<BoundExpression>();
        for (int i = 0; i < arguments.Count; i++)
            converted.Add(Convert(arguments[i], ScalarFunctions.Parameter(function, i), call.Arguments[i].Position));
        return new BoundCall(function.Result, name, converted);
    }

    private BoundExpression Coalesce(CallSyntax call, List<BoundExpression> arguments)
    {
        SqlType type = SqlType.Null;
        foreach (BoundExpression argument in arguments) type = Common(type, argument.Type, call.Position, "coalesce");
        if (type.IsNull) throw new SqlCompileException(call.Position, "coalesce needs an argument that is not a NULL literal");
        return new BoundCall(type, "coalesce", arguments.Select(a => Convert(a, type, call.Position)).ToList());
    }

    private static BoundExpression NullIf(CallSyntax call, List<BoundExpression> arguments) => new BoundCall(arguments[0].Type, "case",
    [
        Compare(call.Position, "=", arguments[0], arguments[1]), new BoundConstant(arguments[0].Type, null), arguments[0],
    ]);

    private BoundExpression Aggregate(CallSyntax call, string name)
    {
        if (!allowAggregates || _insideAggregate)
            throw new SqlCompileException(call.Position, $"aggregate function {name}() is not possible here");
        if (name == "count" && call.Distinct) name = "count_distinct";
        else if (call.Distinct) throw SqlCompileException.Unsupported(call.Position, $"{name}(DISTINCT …)");
        if (name == "count" && call.Arguments.Count == 0) return new BoundAggregate(SqlType.Long, name, null);
        if (call.Arguments.Count != 1) throw new SqlCompileException(call.Position, $"{name}() takes one argument here");
        _insideAggregate = true;
        BoundExpression argument = Bind(call.Arguments[0]);
        _insideAggregate = false;
        if (name is "sum" or "avg" && argument.Type.Type == ColumnType.Varchar) argument = Convert(argument, SqlType.Double, call.Position);
        SqlType result = AggregateFunctions.Result(name, argument.Type)
            ?? throw new SqlCompileException(call.Position,
                $"there is no matching function `{name}` with the argument types: ({argument.Type})");
        return new BoundAggregate(result, name, argument);
    }
}
