using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuestDb.Shared.Mapping;

/// <summary>Where a fault is shown.</summary>
internal static class Locate
{
    /// <summary>The name in the declaration of a symbol, or of <paramref name="type"/> when the symbol is not in source.</summary>
    public static Location Name(ISymbol symbol, INamedTypeSymbol type) =>
        symbol.Locations.FirstOrDefault(static location => location.IsInSource) ?? type.Locations[0];

    /// <summary>The name of the type in the part that has the attribute.</summary>
    public static Location Type(AttributeData attribute, INamedTypeSymbol type) =>
        attribute.ApplicationSyntaxReference?.GetSyntax().FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.GetLocation()
        ?? type.Locations[0];

    /// <summary>The attribute as it is written, or <paramref name="type"/> when it is not in source.</summary>
    public static Location Attribute(AttributeData attribute, INamedTypeSymbol type) =>
        attribute.ApplicationSyntaxReference is { } reference
            ? Location.Create(reference.SyntaxTree, reference.Span)
            : type.Locations[0];

    /// <summary>The first positional argument of an attribute, or the attribute.</summary>
    public static Location FirstArgument(AttributeData attribute, INamedTypeSymbol type) =>
        Argument(attribute, 0, type);

    /// <summary>A positional argument of an attribute, or the attribute.</summary>
    public static Location Argument(AttributeData attribute, int index, INamedTypeSymbol type) =>
        Arguments(attribute).Where(static argument => argument.NameEquals is null).ElementAtOrDefault(index)?.Expression.GetLocation()
        ?? Attribute(attribute, type);

    /// <summary>The value of a named argument of an attribute, or the attribute.</summary>
    public static Location NamedArgument(AttributeData attribute, string name, INamedTypeSymbol type) =>
        Arguments(attribute).FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name)?.Expression.GetLocation()
        ?? Attribute(attribute, type);

    private static IEnumerable<AttributeArgumentSyntax> Arguments(AttributeData attribute) =>
        (attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax)?.ArgumentList?.Arguments
        ?? Enumerable.Empty<AttributeArgumentSyntax>();
}
