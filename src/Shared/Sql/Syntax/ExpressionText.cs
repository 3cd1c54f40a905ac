namespace QuestDb.SqlFrontEnd;

/// <summary>Renders expressions back to text, as QuestDB does to name result columns that have no alias.</summary>
internal static class ExpressionText
{
    public static string Of(ExpressionSyntax expression) => expression switch
    {
        NameSyntax name => name.Name,
        StarSyntax => "*",
        LiteralSyntax { Kind: LiteralKind.Text } text => "'" + text.Text + "'",
        LiteralSyntax { Kind: LiteralKind.GeoHashChars } text => "#" + text.Text,
        LiteralSyntax { Kind: LiteralKind.GeoHashBits } text => "##" + text.Text,
        LiteralSyntax { Kind: LiteralKind.Long } text => text.Text + "L",
        LiteralSyntax { Kind: LiteralKind.Decimal } text => text.Text + "m",
        LiteralSyntax literal => literal.Text,
        BindSyntax bind => "$" + (bind.Index + 1),
        UnarySyntax { Operator: "-", Operand: LiteralSyntax literal } => "-" + Of(literal),
        UnarySyntax unary => unary.Operator + "(" + Of(unary.Operand) + ")",
        BinarySyntax binary => Operand(binary.Left) + " " + binary.Operator + " " + Operand(binary.Right),
        InSyntax { IsList: false } single => Operand(single.Operand) + " in " + Of(single.Items[0]),
        InSyntax list => Operand(list.Operand) + " in (" + List(list.Items) + ")",
        BetweenSyntax between => Operand(between.Operand) + " between " + Of(between.Low) + " and " + Of(between.High),
        CaseSyntax conditional => Case(conditional),
        CastSyntax cast => Operand(cast.Operand) + "::" + cast.Type.ToString().ToLowerInvariant(),
        CallSyntax call => call.Function + "(" + (call.Distinct ? "distinct " : "") + List(call.Arguments) + ")",
        ArraySyntax array => "ARRAY[" + List(array.Items) + "]",
        _ => "column",
    };

    private static string Operand(ExpressionSyntax operand)
        => operand is BinarySyntax or CaseSyntax or InSyntax or BetweenSyntax ? "(" + Of(operand) + ")" : Of(operand);

    private static string List(IReadOnlyList<ExpressionSyntax> items) => string.Join(", ", items.Select(Of));

    private static string Case(CaseSyntax conditional)
    {
        string text = "case";
        if (conditional.Operand is not null) text += " " + Of(conditional.Operand);
        foreach (WhenSyntax when in conditional.Whens) text += " when " + Of(when.Condition) + " then " + Of(when.Value);
        if (conditional.Else is not null) text += " else " + Of(conditional.Else);
        return text + " end";
    }
}
