namespace QuestDb.Shared.Sql;

internal sealed partial class ExpressionBinder
{
    private static readonly SqlType s_timestamp = new(ColumnType.Timestamp);

    private BoundExpression Binary(BinarySyntax binary)
    {
        switch (binary.Operator)
        {
            case "and" or "or":
                return new BoundCall(SqlType.Boolean, binary.Operator, [BindCondition(binary.Left), BindCondition(binary.Right)]);
            case "||":
                return new BoundCall(SqlType.Varchar, "concat", [AsText(Bind(binary.Left)), AsText(Bind(binary.Right))]);
            case "like" or "ilike":
                return Like(binary);
            case "=" or "!=" or "<" or "<=" or ">" or ">=":
                return Compare(binary.Position, binary.Operator, Bind(binary.Left), Bind(binary.Right));
            case "+" or "-" or "*" or "/" or "%":
                return Arithmetic(binary);
            case "&" or "|" or "^":
                return Bitwise(binary);
            default:
                throw SqlCompileException.Unsupported(binary.Position, $"operator {binary.Operator}");
        }
    }

    private static BoundExpression Compare(int position, string op, BoundExpression left, BoundExpression right)
    {
        SqlType type = TypeRules.Comparison(left.Type, right.Type) ?? throw NoOperator(position, op, left.Type, right.Type);
        // These types have no NULL, so none of their values equals it.
        if (type.Type is ColumnType.Boolean or ColumnType.Byte or ColumnType.Short && (IsNull(left) || IsNull(right)))
            return new BoundConstant(SqlType.Boolean, op == "!=");
        // A FLOAT and a constant are compared as FLOATs, so that f = 0.1 finds 0.1.
        if (IsFloatAndConstant(left, right) || IsFloatAndConstant(right, left)) type = new SqlType(ColumnType.Float);
        bool ordered = type.Type is not (ColumnType.Boolean or ColumnType.Binary or ColumnType.GeoHash);
        if (!ordered && op is not ("=" or "!=")) throw NoOperator(position, op, left.Type, right.Type);
        // Symbols are compared by id, so they are left as they are.
        BoundExpression a = left.Type.Type == ColumnType.Symbol && type.Type == ColumnType.Varchar ? left : Convert(left, type, position);
        BoundExpression b =
            right.Type.Type == ColumnType.Symbol && type.Type == ColumnType.Varchar ? right : Convert(right, type, position);
        return new BoundCall(SqlType.Boolean, op, [a, b]);
    }

    private static bool IsNull(BoundExpression value) => value is BoundConstant { Value: null };

    private static bool IsFloatAndConstant(BoundExpression value, BoundExpression other)
        => value.Type.Type == ColumnType.Float && other is BoundConstant { Type.Type: ColumnType.Double };

    private BoundExpression Like(BinarySyntax binary)
    {
        BoundExpression text = Bind(binary.Left), pattern = Bind(binary.Right);
        if (!(text.Type.IsText || text.Type.IsNull) || !(pattern.Type.IsText || pattern.Type.IsNull))
            throw NoOperator(binary.Position, binary.Operator, text.Type, pattern.Type);
        BoundExpression operand = text.Type.Type == ColumnType.Symbol ? text : AsText(text);
        return new BoundCall(SqlType.Boolean, binary.Operator, [operand, AsText(pattern)]);
    }

    private BoundExpression Arithmetic(BinarySyntax binary)
    {
        BoundExpression left = Bind(binary.Left), right = Bind(binary.Right);
        SqlType operands = TypeRules.Arithmetic(left.Type, right.Type)
            ?? throw NoOperator(binary.Position, binary.Operator, left.Type, right.Type);
        if (operands.IsDecimal) return DecimalArithmetic(binary, left, right);
        bool shift = binary.Operator is "+" or "-" && operands.Type is ColumnType.Long or ColumnType.Int;
        // QuestDB adds microseconds to a DATE, so it is made a TIMESTAMP first.
        if (shift && left.Type.Type == ColumnType.Date && !right.Type.IsTime) left = Convert(left, s_timestamp, binary.Left.Position);
        var call = new BoundCall(operands, binary.Operator,
            [Raw(left, operands, binary.Left.Position), Raw(right, operands, binary.Right.Position)]);
        // A time moved by a number of its units stays a time; the difference of two times is that of their raw
        // numbers, whatever their units.
        if (shift && left.Type.IsTime && !right.Type.IsTime) return new BoundCall(left.Type, "reinterpret", [call]);
        return call;
    }

    // A time takes part in arithmetic as its raw number.
    private static BoundExpression Raw(BoundExpression value, SqlType type, int position) => value.Type.IsTime
        && type.Type == ColumnType.Long
        ? new BoundCall(SqlType.Long, "reinterpret", [value])
        : Convert(value, type, position);

    private static BoundExpression DecimalArithmetic(BinarySyntax binary, BoundExpression left, BoundExpression right)
    {
        SqlType a = left.Type.IsNull ? right.Type : TypeRules.AsDecimal(left.Type);
        SqlType b = right.Type.IsNull ? left.Type : TypeRules.AsDecimal(right.Type);
        int scale = Math.Max(a.Scale, b.Scale);
        SqlType result = binary.Operator switch
        {
            "*" => SqlType.Decimal(a.Precision + b.Precision, a.Scale + b.Scale),
            "+" or "-" => SqlType.Decimal(Math.Max(a.Precision - a.Scale, b.Precision - b.Scale) + scale + 1, scale),
            _ => SqlType.Decimal(Math.Max(a.Precision - a.Scale, b.Precision - b.Scale) + scale, scale),
        };
        return new BoundCall(result, binary.Operator, [Convert(left, a, binary.Left.Position), Convert(right, b, binary.Right.Position)]);
    }

    private BoundExpression Bitwise(BinarySyntax binary)
    {
        BoundExpression left = Bind(binary.Left), right = Bind(binary.Right);
        if (!(left.Type.IsInteger || left.Type.IsNull) || !(right.Type.IsInteger || right.Type.IsNull))
            throw NoOperator(binary.Position, binary.Operator, left.Type, right.Type);
        SqlType type = left.Type.Type == ColumnType.Long || right.Type.Type == ColumnType.Long ? SqlType.Long : SqlType.Int;
        return new BoundCall(type, binary.Operator, [Convert(left, type, binary.Position), Convert(right, type, binary.Position)]);
    }

    private BoundExpression In(InSyntax list)
    {
        BoundExpression operand = Bind(list.Operand);
        List<BoundExpression> items = list.Items.Select(Bind).ToList();
        bool interval = operand.Type.IsTime && items.Count == 1 && (items[0].Type.IsText || items[0].Type.IsNull);
        if (interval) return Interval(list, operand, items[0]);
        if (!list.IsList) throw new SqlCompileException(list.Items[0].Position, "'(' expected");
        BoundExpression? any = null;
        for (int i = 0; i < items.Count; i++)
        {
            BoundExpression equal = Compare(list.Items[i].Position, "=", operand, items[i]);
            any = any is null ? equal : new BoundCall(SqlType.Boolean, "or", [any, equal]);
        }

        return any!;
    }

    private static BoundExpression Interval(InSyntax list, BoundExpression operand, BoundExpression period)
    {
        if (period is BoundConstant { Value: string text })
        {
            if (text.IndexOfAny(['[', ';', '$', '#', '@', ',']) >= 0)
                throw SqlCompileException.Unsupported(list.Items[0].Position, $"the interval expression '{text}'");
            if (!TimestampText.TryParsePeriod(text, operand.Type.Type, out _, out _))
                throw new SqlCompileException(list.Items[0].Position, $"Invalid date [str={text}]");
        }

        return new BoundCall(SqlType.Boolean, "in_period", [operand, AsText(period)]);
    }

    // QuestDB lets the bounds come in either order.
    private BoundExpression Between(BetweenSyntax between)
    {
        BoundExpression operand = Bind(between.Operand), low = Bind(between.Low), high = Bind(between.High);
        bool numbers = operand.Type.Type is ColumnType.Int or ColumnType.Long && !low.Type.IsFloating && !high.Type.IsFloating;
        if (!operand.Type.IsTime && !operand.Type.IsDecimal && !numbers)
        {
            throw new SqlCompileException(between.Position,
                $"argument type mismatch for function `between` [{operand.Type}, {low.Type}, {high.Type}]: it takes INT, LONG and times");
        }

        BoundExpression Within(BoundExpression from, BoundExpression to) => new BoundCall(SqlType.Boolean, "and",
        [
            Compare(between.Position, ">=", operand, from), Compare(between.Position, "<=", operand, to),
        ]);
        return new BoundCall(SqlType.Boolean, "or", [Within(low, high), Within(high, low)]);
    }

    private static BoundExpression AsText(BoundExpression value) => Convert(value, SqlType.Varchar, 0);
}
