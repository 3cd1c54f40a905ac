namespace QuestDb.Shared.Sql;

/// <summary>Renders expressions back to text, as QuestDB does to name result columns that have no alias.</summary>
internal static class ExpressionText
{
    private const int CallPower = 100;

    public static string Of(ExpressionSyntax expression) => expression switch
    {
        NameSyntax name => name.Name,
        StarSyntax => "*",
        LiteralSyntax { Kind: LiteralKind.Text } text => "'" + text.Text.Replace("'", "''") + "'",
        LiteralSyntax { Kind: LiteralKind.GeoHashChars } text => "#" + text.Text,
        LiteralSyntax { Kind: LiteralKind.GeoHashBits } text => "##" + text.Text,
        LiteralSyntax { Kind: LiteralKind.Long } text => text.Text + "L",
        LiteralSyntax { Kind: LiteralKind.Decimal } text => text.Text + "m",
        LiteralSyntax literal => literal.Text,
        BindSyntax bind => $"${bind.Index + 1}",
        UnarySyntax unary => unary.Operator + "(" + Of(unary.Operand) + ")",
        BinarySyntax { Operator: "||" } joined => "concat(" + List(Joined(joined)) + ")",
        BinarySyntax binary => Operand(binary.Left, Power(binary)) + " " + binary.Operator + " " + Operand(binary.Right, Power(binary) + 1),
        InSyntax { Items.Count: 1 } single => Operand(single.Operand, Power(single)) + " in " + Of(single.Items[0]),
        InSyntax list => Operand(list.Operand, Power(list)) + " in (" + List(list.Items) + ")",
        BetweenSyntax between => Operand(between.Operand, Power(between)) + " between (" + List([between.Low, between.High]) + ")",
        CaseSyntax { Operand: not null } choice => Switch(choice),
        CaseSyntax conditional => Case(conditional),
        CastSyntax cast => Operand(cast.Operand, CallPower) + "::" + cast.TypeText,
        CallSyntax { Distinct: true } call => call.Function + "_distinct(" + List(call.Arguments) + ")",
        CallSyntax call => call.Function + "(" + List(call.Arguments) + ")",
        ArraySyntax array => "ARRAY[" + List(array.Items) + "]",
        _ => "column",
    };

    private static string Operand(ExpressionSyntax operand, int power) => Power(operand) < power ? "(" + Of(operand) + ")" : Of(operand);

    // Parentheses are written only where the tree would otherwise read differently.
    private static int Power(ExpressionSyntax expression) => expression switch
    {
        BinarySyntax { Operator: "||" } => CallPower,
        BinarySyntax { Operator: "or" } => SqlParser.OrPower,
        BinarySyntax { Operator: "and" } => SqlParser.AndPower,
        BinarySyntax { Operator: "like" or "ilike" } => SqlParser.EqualityPower,
        BinarySyntax binary => SqlParser.OperatorPowers[binary.Operator],
        InSyntax or BetweenSyntax => SqlParser.InPower,
        CaseSyntax { Operand: null } => 0,
        _ => CallPower,
    };

    private static string List(IEnumerable<ExpressionSyntax> items) => string.Join(", ", items.Select(Of));

    private static IEnumerable<ExpressionSyntax> Joined(ExpressionSyntax expression) => expression is BinarySyntax { Operator: "||" } joined
        ? Joined(joined.Left).Concat(Joined(joined.Right))
        : [expression];

    private static string Switch(CaseSyntax choice)
    {
        IEnumerable<ExpressionSyntax> branches = choice.Whens.SelectMany(w => new[] { w.Condition, w.Value });
        IEnumerable<ExpressionSyntax> parts = branches.Prepend(choice.Operand!);
        return "switch(" + List(choice.Else is null ? parts : parts.Append(choice.Else)) + ")";
    }

    private static string Case(CaseSyntax conditional)
    {
        string text = "case";
        foreach (WhenSyntax when in conditional.Whens) text += " when " + Of(when.Condition) + " then " + Of(when.Value);
        if (conditional.Else is not null) text += " else " + Of(conditional.Else);
        return text + " end";
    }
}
