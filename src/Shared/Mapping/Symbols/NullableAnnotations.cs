using Microsoft.CodeAnalysis;

namespace QuestDb.Shared.Mapping.Symbols;

/// <summary>Compares the <c>?</c> of references inside types, which the equality of symbols passes over.</summary>
internal static class NullableAnnotations
{
    /// <summary>
    /// Whether type arguments and elements of two types, equal otherwise, have <c>?</c> in the same places. Code without nullable
    /// annotations agrees with both, and the type itself is not compared.
    /// </summary>
    public static bool Agree(ITypeSymbol left, ITypeSymbol right) => (left, right) switch
    {
        (IArrayTypeSymbol l, IArrayTypeSymbol r) => AgreeWhole(l.ElementType, r.ElementType),
        (INamedTypeSymbol l, INamedTypeSymbol r) => l.TypeArguments.Zip(r.TypeArguments, AgreeWhole).All(static agree => agree)
            && (l.ContainingType is null || r.ContainingType is null || Agree(l.ContainingType, r.ContainingType)),
        _ => true,
    };

    private static bool AgreeWhole(ITypeSymbol left, ITypeSymbol right)
    {
        bool differ = left.NullableAnnotation != right.NullableAnnotation
            && left.NullableAnnotation != NullableAnnotation.None && right.NullableAnnotation != NullableAnnotation.None;
        return !differ && Agree(left, right);
    }
}
