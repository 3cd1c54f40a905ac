using System.Text;
using Microsoft.CodeAnalysis;
using QuestDb.Generators.Models;

namespace QuestDb.Generators.Parsing;

/// <summary>Reads where a type stands.</summary>
internal static class HierarchyReader
{
    private static readonly SymbolDisplayFormat s_nameOnly = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static readonly SymbolDisplayFormat s_namespace = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    public static HierarchyModel Read(INamedTypeSymbol type)
    {
        var containers = new Stack<string>();
        for (INamedTypeSymbol? t = type.ContainingType; t is not null; t = t.ContainingType) containers.Push(Declaration(t));
        string? ns = type.ContainingNamespace.IsGlobalNamespace ? null : type.ContainingNamespace.ToDisplayString(s_namespace);
        return new HierarchyModel(ns, new EquatableArray<string>(containers), Declaration(type),
            type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));
    }

    /// <summary>
    /// A file name for the generated source: unique also where names differ in case only, as the compiler compares without it,
    /// and where types of two kinds have one name, as they may while code is being written.
    /// </summary>
    public static string HintName(INamedTypeSymbol type)
    {
        var name = new StringBuilder(type.MetadataName);
        for (INamedTypeSymbol? t = type.ContainingType; t is not null; t = t.ContainingType) name.Insert(0, t.MetadataName + ".");
        if (!type.ContainingNamespace.IsGlobalNamespace) name.Insert(0, type.ContainingNamespace.ToDisplayString() + ".");
        uint hash = 2166136261;
        foreach (char c in Kind(type)) hash = unchecked((hash ^ c) * 16777619);
        for (int i = 0; i < name.Length; i++)
        {
            hash = unchecked((hash ^ name[i]) * 16777619);
            if (!char.IsLetterOrDigit(name[i]) && name[i] != '.') name[i] = '_';
        }

        return $"{name}.{hash:x8}.g.cs";
    }

    private static string Declaration(INamedTypeSymbol type)
    {
        // The display format does not escape contextual keywords, and some of them can name a type only with "@".
        string name = type.ToDisplayString(s_nameOnly);
        return $"partial {Kind(type)} "
            + $"{ModelReader.Escape(type.Name)}{name.Substring(name.IndexOf('<') is var i and >= 0 ? i : name.Length)}";
    }

    private static string Kind(INamedTypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Interface => "interface",
        TypeKind.Struct => type.IsRecord ? "record struct" : "struct",
        _ => type.IsRecord ? "record" : "class",
    };
}
