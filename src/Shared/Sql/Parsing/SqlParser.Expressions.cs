namespace QuestDb.Shared.Sql;

internal sealed partial class SqlParser
{
    // Binding powers follow QuestDB's precedence table, which differs from other dialects: IN and BETWEEN bind tighter than comparisons.
    internal const int OrPower = 10;
    internal const int AndPower = 20;
    private const int NotPower = 25;
    internal const int EqualityPower = 30;
    private const int ComparisonPower = 35;
    internal const int InPower = 40;
    private const int UnaryPower = 80;
    private const int CastPower = 90;

    internal static readonly Dictionary<string, int> OperatorPowers = new()
    {
        ["="] = EqualityPower,
        ["!="] = EqualityPower,
        ["<>"] = EqualityPower,
        ["~"] = EqualityPower,
        ["!~"] = EqualityPower,
        ["<"] = ComparisonPower,
        ["<="] = ComparisonPower,
        [">"] = ComparisonPower,
        [">="] = ComparisonPower,
        ["|"] = 46,
        ["^"] = 48,
        ["&"] = 50,
        ["||"] = 55,
        ["<<"] = 60,
        [">>"] = 60,
        ["<<="] = 60,
        [">>="] = 60,
        ["+"] = 65,
        ["-"] = 65,
        ["*"] = 70,
        ["/"] = 70,
        ["%"] = 70,
        ["::"] = CastPower,
    };

    private ExpressionSyntax Expression() => Expression(0);

    private ExpressionSyntax Expression(int minimumPower)
    {
        ExpressionSyntax left = Prefix();
        while (true)
        {
            int power = InfixPower();
            if (power <= minimumPower) return left;
            left = Infix(left, power);
        }
    }

    private int InfixPower()
    {
        if (Current.Kind == SqlTokenKind.Operator) return OperatorPowers.TryGetValue(Current.Text, out int power) ? power : 0;
        SqlToken word = IsWord("not") ? PeekAhead(1) : Current;
        if (word.IsWord("in") || word.IsWord("between")) return InPower;
        if (word.IsWord("like") || word.IsWord("ilike")) return EqualityPower;
        if (word.IsWord("within")) throw SqlCompileException.Unsupported(word.Position, "WITHIN");
        if (IsWord("is")) return EqualityPower;
        if (IsWord("and")) return AndPower;
        return IsWord("or") ? OrPower : 0;
    }

    private ExpressionSyntax Infix(ExpressionSyntax left, int power)
    {
        int position = Current.Position;
        if (TryOperator("::")) return ShortCast(position, left);
        if (TryWord("not")) return new UnarySyntax(position, "not", Infix(left, power));
        if (TryWord("is"))
        {
            bool negated = TryWord("not");
            ExpressionSyntax right = Expression(EqualityPower);
            return new BinarySyntax(position, negated ? "!=" : "=", left, right);
        }

        if (TryWord("in")) return In(position, left);
        if (TryWord("between"))
        {
            ExpressionSyntax low = Expression(InPower);
            ExpectWord("and");
            return new BetweenSyntax(position, left, low, Expression(InPower));
        }

        string op = Take().Text.ToLowerInvariant();
        return new BinarySyntax(position, op == "<>" ? "!=" : op, left, Expression(power));
    }

    private InSyntax In(int position, ExpressionSyntax operand)
    {
        if (!IsOperator("(")) return new InSyntax(position, operand, [Expression(InPower)], IsList: false);
        if (PeekAhead(1).IsWord("select")) throw SqlCompileException.Unsupported(PeekAhead(1).Position, "IN (SELECT …)");
        List<ExpressionSyntax> items = Parenthesized(Expression);
        return items.Count == 0 ? throw Unexpected() : new InSyntax(position, operand, items, IsList: true);
    }

    private ExpressionSyntax Prefix()
    {
        SqlToken token = Current;
        if (TryOperator("-")) return new UnarySyntax(token.Position, "-", Expression(UnaryPower));
        if (TryOperator("+")) throw new SqlCompileException(token.Position, "too few arguments for '+' [found=1,expected=2]");
        if (TryOperator("~")) return new UnarySyntax(token.Position, "~", Expression(UnaryPower));
        if (TryWord("not")) return new UnarySyntax(token.Position, "not", Expression(NotPower));
        if (TryOperator("*")) return new StarSyntax(token.Position, null);
        if (IsOperator("(")) return InParentheses();
        return Primary();
    }

    private ExpressionSyntax InParentheses()
    {
        if (PeekAhead(1).IsWord("select")) throw SqlCompileException.Unsupported(PeekAhead(1).Position, "a subquery inside an expression");
        ExpectOperator("(");
        ExpressionSyntax inner = Expression();
        ExpectOperator(")");
        return inner;
    }

    private ExpressionSyntax Primary()
    {
        SqlToken token = Take();
        switch (token.Kind)
        {
            case SqlTokenKind.Integer: return new LiteralSyntax(token.Position, LiteralKind.Integer, token.Text);
            case SqlTokenKind.Long: return new LiteralSyntax(token.Position, LiteralKind.Long, token.Text);
            case SqlTokenKind.Double: return new LiteralSyntax(token.Position, LiteralKind.Double, token.Text);
            case SqlTokenKind.Decimal: return new LiteralSyntax(token.Position, LiteralKind.Decimal, token.Text);
            case SqlTokenKind.String: return new LiteralSyntax(token.Position, LiteralKind.Text, token.Text);
            case SqlTokenKind.GeoHashChars: return new LiteralSyntax(token.Position, LiteralKind.GeoHashChars, token.Text);
            case SqlTokenKind.GeoHashBits: return new LiteralSyntax(token.Position, LiteralKind.GeoHashBits, token.Text);
            case SqlTokenKind.Bind: return Bind(token);
            case SqlTokenKind.NamedBind:
                throw new SqlCompileException(token.Position, $"undefined bind variable: :{token.Text}");
            case SqlTokenKind.QuotedName: return Name(token);
            case SqlTokenKind.Word: return Word(token);
            case SqlTokenKind.End: throw new SqlCompileException(token.Position, "unexpected end of text, expression expected");
            default: throw new SqlCompileException(token.Position, $"unexpected token [{token.Text}]");
        }
    }

    private static BindSyntax Bind(SqlToken token) => int.TryParse(token.Text, out int number) && number > 0
        ? new BindSyntax(token.Position, number - 1)
        : throw new SqlCompileException(token.Position, $"invalid bind variable index [value={token.Text}]");

    private ExpressionSyntax Word(SqlToken token)
    {
        if (token.IsWord("null")) return new LiteralSyntax(token.Position, LiteralKind.Null, "null");
        if (token.IsWord("true") || token.IsWord("false"))
            return new LiteralSyntax(token.Position, LiteralKind.Boolean, token.Text.ToLowerInvariant());
        if (token.IsWord("case")) return Case(token.Position);
        if (token.IsWord("cast") && IsOperator("(")) return Cast(token.Position);
        if (token.IsWord("array") && IsOperator("[")) return ArrayLiteral(token.Position);
        // LEFT and RIGHT begin joins, and are functions too.
        bool isFunction = IsOperator("(") && (token.IsWord("left") || token.IsWord("right"));
        if (IsReserved(token) && !isFunction) throw new SqlCompileException(token.Position, $"unexpected token [{token.Text}]");
        return IsOperator("(") ? Call(token) : Name(token);
    }

    private ExpressionSyntax Name(SqlToken token)
    {
        if (!TryOperator(".")) return new NameSyntax(token.Position, null, token.Text);
        if (TryOperator("*")) return new StarSyntax(token.Position, token.Text);
        TableNameSyntax name = ExpectName("column name");
        return new NameSyntax(token.Position, token.Text, name.Name);
    }

    private CallSyntax Call(SqlToken function)
    {
        bool distinct = PeekAhead(1).IsWord("distinct");
        var arguments = new List<ExpressionSyntax>();
        ExpectOperator("(");
        TryWord("distinct");
        if (IsOperator("*") && PeekAhead(1).IsOperator(")")) Take();
        if (!TryOperator(")"))
        {
            arguments = CommaList(Expression);
            ExpectOperator(")");
        }

        if (IsWord("over") && PeekAhead(1).IsOperator("("))
            throw SqlCompileException.Unsupported(Current.Position, "a window function (OVER)");
        return new CallSyntax(function.Position, function.Text, arguments, distinct);
    }

    private CaseSyntax Case(int position)
    {
        ExpressionSyntax? operand = IsWord("when") ? null : Expression();
        var whens = new List<WhenSyntax>();
        while (TryWord("when"))
        {
            ExpressionSyntax condition = Expression();
            ExpectWord("then");
            whens.Add(new WhenSyntax(condition, Expression()));
        }

        if (whens.Count == 0) throw Expected("'when'");
        ExpressionSyntax? otherwise = TryWord("else") ? Expression() : null;
        ExpectWord("end");
        return new CaseSyntax(position, operand, whens, otherwise);
    }

    private CastSyntax Cast(int position)
    {
        ExpectOperator("(");
        ExpressionSyntax operand = Expression();
        ExpectWord("as");
        string text = Current.Text;
        SqlType type = TypeName();
        ExpectOperator(")");
        return new CastSyntax(position, operand, type, text);
    }

    // As in PostgreSQL, ::float is a DOUBLE, while CAST(x AS FLOAT) is a FLOAT.
    private CastSyntax ShortCast(int position, ExpressionSyntax operand)
    {
        string text = Current.Text;
        SqlType type = TypeName();
        return type.Type == ColumnType.Float && text.Equals("float", StringComparison.OrdinalIgnoreCase)
            ? new CastSyntax(position, operand, SqlType.Double, "DOUBLE")
            : new CastSyntax(position, operand, type, text);
    }

    private ArraySyntax ArrayLiteral(int position)
    {
        ExpectOperator("[");
        if (TryOperator("]")) return new ArraySyntax(position, []);
        List<ExpressionSyntax> items = CommaList(() => IsOperator("[") ? ArrayLiteral(Current.Position) : Expression());
        ExpectOperator("]");
        return new ArraySyntax(position, items);
    }
}
