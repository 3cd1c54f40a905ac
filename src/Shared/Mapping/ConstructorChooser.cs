using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuestDb.Shared.Mapping.Symbols;

namespace QuestDb.Shared.Mapping;

/// <summary>
/// Chooses the constructor that reading calls: the primary one; else the one without parameters; else the one with the most
/// parameters, all of which match members, have defaults or are <c>params</c>; else the implicit one of a struct.
/// </summary>
internal static class ConstructorChooser
{
    /// <summary>The primary constructor, of a record or not; null when there is none.</summary>
    public static IMethodSymbol? Primary(INamedTypeSymbol type)
    {
        foreach (IMethodSymbol constructor in type.InstanceConstructors)
        {
            foreach (SyntaxReference reference in constructor.DeclaringSyntaxReferences)
            {
                if (reference.GetSyntax() is TypeDeclarationSyntax) return constructor;
            }
        }

        return null;
    }

    /// <summary>The member that a parameter sets: same type, and the same name but for case.</summary>
    public static MappedMember? Match(IParameterSymbol parameter, List<MappedMember> members)
    {
        MappedMember? match = null;
        foreach (MappedMember member in members)
        {
            bool isSameType = SymbolEqualityComparer.Default.Equals(member.Type, parameter.Type)
                && NullableAnnotations.Agree(member.Type, parameter.Type);
            if (!isSameType) continue;
            if (member.Name == parameter.Name) return member;
            if (string.Equals(member.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)) match ??= member;
        }

        return match;
    }

    /// <summary>The constructor, or null; <paramref name="blocking"/> then is a parameter that no member matches.</summary>
    public static IMethodSymbol? Choose(
        INamedTypeSymbol type, List<MappedMember> members, Func<IMethodSymbol, bool> canCall, out IParameterSymbol? blocking)
    {
        blocking = null;
        IMethodSymbol? primary = Primary(type);
        if (primary is not null && canCall(primary) && Usable(primary, members, ref blocking)) return primary;

        IMethodSymbol? best = null;
        IMethodSymbol? implicitOfStruct = null;
        foreach (IMethodSymbol constructor in type.InstanceConstructors)
        {
            if (!canCall(constructor) || IsCopy(constructor, type) || SymbolEqualityComparer.Default.Equals(constructor, primary)) continue;
            if (constructor.Parameters.IsEmpty)
            {
                if (!constructor.IsImplicitlyDeclared || !type.IsValueType) return constructor;
                implicitOfStruct = constructor;
            }
            else if (constructor.Parameters.Length > (best?.Parameters.Length ?? 0) && Usable(constructor, members, ref blocking))
            {
                best = constructor;
            }
        }

        // A struct with a primary constructor has its initializers there, and its implicit constructor would skip them.
        return best ?? (primary is null ? implicitOfStruct : null);
    }

    /// <summary>Whether the constructor takes care of <c>required</c> members.</summary>
    public static bool SetsRequired(IMethodSymbol constructor) =>
        constructor.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == "SetsRequiredMembersAttribute");

    /// <summary>Whether a call has a value for the parameter without a member: its default, or nothing for <c>params</c>.</summary>
    public static bool IsOptional(IParameterSymbol parameter) => parameter.HasExplicitDefaultValue || parameter.IsParams;

    private static bool Usable(IMethodSymbol constructor, List<MappedMember> members, ref IParameterSymbol? blocking)
    {
        var taken = new HashSet<MappedMember>();
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            bool byValue = parameter.RefKind is RefKind.None or RefKind.In;
            // A member serves one parameter. Two parameters whose names differ only in case could match the same member.
            bool matched = Match(parameter, members) is { Attributes.Ignore: null } member && taken.Add(member);
            if (byValue && (IsOptional(parameter) || matched)) continue;
            blocking ??= parameter;
            return false;
        }

        return true;
    }

    private static bool IsCopy(IMethodSymbol constructor, INamedTypeSymbol type) =>
        constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, type);
}
