using Microsoft.CodeAnalysis;

namespace QuestDb.Shared.Mapping;

/// <summary>Attributes of .NET that limit the use of a symbol, which generated code has to respect.</summary>
internal static class UsageLimits
{
    /// <summary>The <c>[Obsolete]</c> that makes every use an error, or null.</summary>
    public static AttributeData? Forbidden(ISymbol symbol) => symbol.GetAttributes().FirstOrDefault(static attribute =>
        attribute.AttributeClass is { Name: "ObsoleteAttribute", ContainingNamespace.Name: "System" }
        && attribute.ConstructorArguments.Length == 2 && attribute.ConstructorArguments[1].Value is true);

    /// <summary>The diagnostic id of an <c>[Experimental]</c> symbol, or null.</summary>
    public static string? ExperimentalId(ISymbol symbol) => symbol.GetAttributes().FirstOrDefault(static attribute =>
        attribute.AttributeClass is { Name: "ExperimentalAttribute", ContainingNamespace.Name: "CodeAnalysis" })
        is { ConstructorArguments.Length: 1 } experimental
            ? experimental.ConstructorArguments[0].Value as string
            : null;
}
