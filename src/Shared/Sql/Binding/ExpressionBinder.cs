using System.Globalization;
using System.Numerics;

namespace QuestDb.Shared.Sql;

/// <summary>Resolves names, picks overloads and inserts conversions.</summary>
internal sealed partial class ExpressionBinder(BindScope scope, IReadOnlyList<SqlType> binds, bool allowAggregates = false)
{
    private bool _insideAggregate;

    public BoundExpression Bind(ExpressionSyntax expression) => expression switch
    {
        LiteralSyntax literal => Literals.Bind(literal),
        NameSyntax name => scope.Find(name) ?? throw new SqlCompileException(name.Position, $"Invalid column: {name.Name}"),
        // A bind that was not given is a NULL text, and a SYMBOL bind is a text, as in QuestDB.
        BindSyntax bind => new BoundBind(BindType(bind.Index), bind.Index),
        UnarySyntax unary => Unary(unary),
        BinarySyntax binary => Binary(binary),
        InSyntax list => In(list),
        BetweenSyntax between => Between(between),
        CaseSyntax conditional => Case(conditional),
        CastSyntax cast => Cast(cast),
        CallSyntax call => Call(call),
        ArraySyntax array => Array(array),
        StarSyntax star => throw new SqlCompileException(star.Position, "'*' is only possible in a select list"),
        _ => throw new SqlCompileException(expression.Position, "expression expected"),
    };

    /// <summary>Binds a condition.</summary>
    public BoundExpression BindCondition(ExpressionSyntax expression)
    {
        BoundExpression condition = Bind(expression);
        return condition.Type.Type == ColumnType.Boolean
            ? condition
            : throw new SqlCompileException(expression.Position, $"boolean expression expected, found {condition.Type}");
    }

    /// <summary>Converts a value to a type where the context asks for it.</summary>
    public static BoundExpression Convert(BoundExpression value, SqlType type, int position)
    {
        if (value.Type.Equals(type)) return value;
        if (value is BoundConstant { Value: null }) return new BoundConstant(type, null);
        if (value is BoundConstant { Value: string text } && type.IsTime)
        {
            return TimestampText.TryParse(text, type.Type, out long time)
                ? new BoundConstant(type, time)
                : throw new SqlCompileException(position, $"Invalid date [str={text}]");
        }

        return new BoundCast(type, value, Implicit: true);
    }

    private SqlType BindType(int index)
    {
        if (index >= binds.Count) return SqlType.Varchar;
        return binds[index].Type == ColumnType.Symbol ? SqlType.Varchar : binds[index];
    }

    private BoundExpression Unary(UnarySyntax unary)
    {
        if (unary.Operator == "not") return new BoundCall(SqlType.Boolean, "not", [BindCondition(unary.Operand)]);
        if (unary is
            {
                Operator: "-",
                Operand: LiteralSyntax
                {
                    Kind: LiteralKind.Integer or LiteralKind.Long or LiteralKind.Double or LiteralKind.Decimal,
                } literal,
            })
            return Negative(literal);
        BoundExpression operand = Bind(unary.Operand);
        if (unary.Operator == "-" && (operand.Type.IsNumeric || operand.Type.IsNull))
        {
            // BYTE and SHORT keep their type.
            SqlType type = operand.Type.IsNull ? SqlType.Int : operand.Type;
            return new BoundCall(type, "negate", [Convert(operand, type, unary.Position)]);
        }

        if (unary.Operator == "~" && operand.Type.IsInteger)
        {
            SqlType type = operand.Type.Type == ColumnType.Long ? SqlType.Long : SqlType.Int;
            return new BoundCall(type, "complement", [Convert(operand, type, unary.Position)]);
        }

        throw NoOperator(unary.Position, unary.Operator, operand.Type);
    }

    private static BoundConstant Negative(LiteralSyntax literal)
    {
        // The smallest LONG has no positive counterpart, so the sign belongs to the literal.
        if (literal.Kind is LiteralKind.Integer or LiteralKind.Long)
        {
            BoundConstant negative = Literals.Bind(literal with { Text = "-" + literal.Text });
            // The number without its sign is beyond INT, and the smallest INT is NULL.
            return negative is { Type.Type: ColumnType.Int, Value: (long)int.MinValue } ? negative with { Type = SqlType.Long } : negative;
        }

        BoundConstant constant = Literals.Bind(literal);
        return constant.Value switch
        {
            double value => constant with { Value = -value },
            BigInteger value => constant with { Value = -value },
            long value => constant with { Value = -value },
            _ => constant,
        };
    }

    private BoundExpression Cast(CastSyntax cast)
    {
        BoundExpression operand = Bind(cast.Operand);
        if (operand is BoundConstant { Value: null }) return new BoundConstant(cast.Type, null);
        if (!CastRules.Exists(operand.Type, cast.Type))
            throw new SqlCompileException(cast.Position, $"cast from {operand.Type} to {cast.Type} is not supported");
        return operand.Type.Equals(cast.Type) ? operand : new BoundCast(cast.Type, operand, Implicit: false);
    }

    private BoundExpression Case(CaseSyntax conditional)
    {
        var parts = new List<BoundExpression>();
        SqlType type = SqlType.Null;
        var values = new List<(BoundExpression Value, int Position)>();
        foreach (WhenSyntax when in conditional.Whens)
        {
            parts.Add(conditional.Operand is null
                ? BindCondition(when.Condition)
                : Bind(new BinarySyntax(when.Condition.Position, "=", conditional.Operand, when.Condition)));
            values.Add((Bind(when.Value), when.Value.Position));
        }

        values.Add(conditional.Else is null
            ? (new BoundConstant(SqlType.Null, null), conditional.Position)
            : (Bind(conditional.Else), conditional.Else.Position));
        foreach ((BoundExpression value, int position) in values) type = Common(type, value.Type, position, "case");
        if (type.IsNull) type = SqlType.Varchar;
        var arguments = new List<BoundExpression>();
        for (int i = 0; i < parts.Count; i++)
        {
            arguments.Add(parts[i]);
            arguments.Add(Convert(values[i].Value, type, values[i].Position));
        }

        arguments.Add(Convert(values[parts.Count].Value, type, values[parts.Count].Position));
        return new BoundCall(type, "case", arguments);
    }

    private BoundExpression Array(ArraySyntax array)
    {
        int dimensions = 1;
        List<BoundExpression> items = [];
        foreach (ExpressionSyntax item in array.Items)
        {
            BoundExpression value = Bind(item);
            if (value.Type.Type == ColumnType.DoubleArray) dimensions = value.Type.Precision + 1;
            items.Add(value.Type.Type == ColumnType.DoubleArray ? value : Convert(value, SqlType.Double, item.Position));
        }

        return new BoundCall(new SqlType(ColumnType.DoubleArray, dimensions), "array", items);
    }

    private static SqlType Common(SqlType left, SqlType right, int position, string where) => TypeRules.Common(left, right)
        ?? throw new SqlCompileException(position, string.Format(
            CultureInfo.InvariantCulture, "inconvertible types: {0} -> {1} [{2}]", right, left, where));

    private static SqlCompileException NoOperator(int position, string op, SqlType operand)
        => new(position, $"there is no matching operator `{op}` with the argument type: {operand}");

    private static SqlCompileException NoOperator(int position, string op, SqlType left, SqlType right)
        => new(position, $"there is no matching operator `{op}` with the argument types: {left} {op} {right}");
}
