using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuestDb.Shared.Mapping;

/// <summary>Checks whether generated code can add to a type and make instances of it.</summary>
internal static class TypeChecks
{
    public static void Check(RecordMapping mapping)
    {
        INamedTypeSymbol type = mapping.Type;
        string? kind =
            type.IsStatic ? "static"
            : type.IsRefLikeType ? "a ref struct"
            : IsFileLocal(type) ? "file-local"
            : null;
        if (kind is not null)
        {
            mapping.CanExtend = false;
            mapping.FaultAtType(MappingRule.TypeKind, kind);
            return;
        }

        for (INamedTypeSymbol? t = type; t is not null; t = t.ContainingType)
        {
            if (NotPartial(t) is not { } declaration) continue;
            mapping.CanExtend = false;
            mapping.Fault(MappingRule.TypeNotPartial, declaration.Identifier.GetLocation(), t.Name, type.Name);
        }

        if (type.IsAbstract && !mapping.IsMap) mapping.FaultAtType(MappingRule.TypeKind, "abstract");
    }

    /// <summary>The parts of a file-local type stand in one file, so a generated one can't join them.</summary>
    private static bool IsFileLocal(INamedTypeSymbol type) => type.IsFileLocal || (type.ContainingType is { } outer && IsFileLocal(outer));

    private static TypeDeclarationSyntax? NotPartial(INamedTypeSymbol type)
    {
        foreach (SyntaxReference reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is TypeDeclarationSyntax declaration && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            {
                return declaration;
            }
        }

        return null;
    }
}
