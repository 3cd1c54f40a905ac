using Microsoft.CodeAnalysis;

namespace QuestDb.Shared.Mapping;

/// <summary>Types as the type map spells them: <c>System.Double[,]</c>, <c>System.ReadOnlyMemory&lt;System.Char&gt;</c>.</summary>
internal static class ClrTypeNames
{
    /// <summary>The name; empty for types that can't be in the type map.</summary>
    public static string Of(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Of(array.ElementType) is { Length: > 0 } element ? $"{element}[{new string(',', array.Rank - 1)}]" : "",
        // A type that is still being written, such as the argument of List<>, has no namespace.
        INamedTypeSymbol { ContainingType: null, ContainingNamespace: { IsGlobalNamespace: false } ns } named =>
            $"{ns.ToDisplayString()}.{named.Name}{Arguments(named)}",
        _ => "",
    };

    private static string Arguments(INamedTypeSymbol type) =>
        type.Arity == 0 ? "" : $"<{string.Join(", ", type.TypeArguments.Select(Of))}>";
}
