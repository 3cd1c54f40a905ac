using Microsoft.CodeAnalysis;

namespace QuestDb.Shared.Mapping.Symbols;

/// <summary>Attributes of .NET that limit the use of a symbol, which generated code has to respect.</summary>
internal static class UsageLimits
{
    /// <summary>
    /// The <c>[Obsolete]</c> that makes every use an error, or null. The compiler looks for it at the member that an override
    /// overrides in the end.
    /// </summary>
    public static AttributeData? Forbidden(ISymbol symbol) => Obsolete(Overridden(symbol)) is { ConstructorArguments.Length: 2 } obsolete
        && obsolete.ConstructorArguments[1].Value is true
            ? obsolete
            : null;

    /// <summary>
    /// The <c>[Obsolete]</c> that makes every use in a type an error, or null: none does where the type is obsolete itself.
    /// </summary>
    public static AttributeData? Forbidden(ISymbol symbol, INamedTypeSymbol user)
    {
        for (INamedTypeSymbol? t = user; t is not null; t = t.ContainingType)
        {
            if (Obsolete(t) is not null) return null;
        }

        return Forbidden(symbol);
    }

    /// <summary>The id of the diagnostic that a use of the symbol brings, where it has one of its own; else null.</summary>
    public static string? DiagnosticId(ISymbol symbol) =>
        Find(symbol, "ExperimentalAttribute", "CodeAnalysis") is { ConstructorArguments.Length: 1 } experimental
            ? experimental.ConstructorArguments[0].Value as string
            : Obsolete(symbol) is { } obsolete ? KnownAttributes.Argument<string>(obsolete, "DiagnosticId", null)
            : null;

    /// <summary>The member that a member overrides in the end; the member itself where it overrides none.</summary>
    public static ISymbol Overridden(ISymbol symbol)
    {
        ISymbol? overridden = symbol;
        while (overridden is not null)
        {
            symbol = overridden;
            overridden = symbol switch
            {
                IPropertySymbol property => property.OverriddenProperty,
                IMethodSymbol method => method.OverriddenMethod,
                _ => null,
            };
        }

        return symbol;
    }

    private static AttributeData? Obsolete(ISymbol symbol) => Find(symbol, "ObsoleteAttribute", "System");

    private static AttributeData? Find(ISymbol symbol, string name, string containingNamespace) => symbol.GetAttributes().FirstOrDefault(
        attribute => attribute.AttributeClass is { } type && type.Name == name && type.ContainingNamespace?.Name == containingNamespace);
}
