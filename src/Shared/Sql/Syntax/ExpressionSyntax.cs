namespace QuestDb.Shared.Sql;

/// <summary>An expression as written. <paramref name="Position"/> is where errors about it point.</summary>
internal abstract record ExpressionSyntax(int Position);

internal sealed record NameSyntax(int Position, string? Qualifier, string Name) : ExpressionSyntax(Position);

/// <summary><c>*</c> or <c>t.*</c>.</summary>
internal sealed record StarSyntax(int Position, string? Qualifier) : ExpressionSyntax(Position);

internal enum LiteralKind
{
    Null,
    Boolean,
    Integer,
    Long,
    Double,
    Decimal,
    Text,
    GeoHashChars,
    GeoHashBits,
}

internal sealed record LiteralSyntax(int Position, LiteralKind Kind, string Text) : ExpressionSyntax(Position);

/// <summary><c>$1</c> is index 0.</summary>
internal sealed record BindSyntax(int Position, int Index) : ExpressionSyntax(Position);

internal sealed record UnarySyntax(int Position, string Operator, ExpressionSyntax Operand) : ExpressionSyntax(Position);

internal sealed record BinarySyntax(int Position, string Operator, ExpressionSyntax Left, ExpressionSyntax Right)
    : ExpressionSyntax(Position);

internal sealed record InSyntax(int Position, ExpressionSyntax Operand, IReadOnlyList<ExpressionSyntax> Items, bool IsList)
    : ExpressionSyntax(Position);

internal sealed record BetweenSyntax(int Position, ExpressionSyntax Operand, ExpressionSyntax Low, ExpressionSyntax High)
    : ExpressionSyntax(Position);

internal sealed record CaseSyntax(
    int Position, ExpressionSyntax? Operand, IReadOnlyList<WhenSyntax> Whens, ExpressionSyntax? Else) : ExpressionSyntax(Position);

internal sealed record WhenSyntax(ExpressionSyntax Condition, ExpressionSyntax Value);

/// <summary>A cast; <paramref name="TypeText"/> is the type as it was written.</summary>
internal sealed record CastSyntax(int Position, ExpressionSyntax Operand, SqlType Type, string TypeText) : ExpressionSyntax(Position);

/// <summary>A function call; <c>count(*)</c> has no arguments.</summary>
internal sealed record CallSyntax(int Position, string Function, IReadOnlyList<ExpressionSyntax> Arguments, bool Distinct)
    : ExpressionSyntax(Position);

internal sealed record ArraySyntax(int Position, IReadOnlyList<ExpressionSyntax> Items) : ExpressionSyntax(Position);
