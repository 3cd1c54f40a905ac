using Microsoft.CodeAnalysis;

namespace QuestDb.Shared.Mapping;

/// <summary>Reads what <c>[Converter]</c> says about a member.</summary>
internal static class ConverterReader
{
    /// <summary>Sets converter and stored type of the member; false when the converter does not serve it, which is reported.</summary>
    public static bool Read(RecordMapping mapping, MappedMember member, AttributeData attribute, Compilation compilation)
    {
        if (KnownAttributes.Type(attribute) is not { TypeKind: not TypeKind.Error } type) return false;
        var converter = type as INamedTypeSymbol;
        INamedTypeSymbol[] interfaces =
            converter is null || converter.IsUnboundGenericType ? [] : [.. converter.AllInterfaces.Where(i => IsFor(i, member.ValueType))];
        string? obstacle =
            converter is null || converter.IsUnboundGenericType ? "name a class or struct, with its type arguments"
            : converter.TypeKind is not (TypeKind.Class or TypeKind.Struct) ? "it is no class or struct"
            : interfaces.Length == 0 ? $"it does not implement IColumnConverter<{MemberMapper.Display(member.ValueType)}, …>"
            : interfaces.Length > 1 ? $"it implements IColumnConverter<{MemberMapper.Display(member.ValueType)}, …> more than once"
            : !compilation.IsSymbolAccessibleWithin(converter, mapping.Type) ? "it can't be seen from the mapped type"
            : IsNullable(interfaces[0].TypeArguments[
                1]) ? $"it converts to {MemberMapper.Display(interfaces[0].TypeArguments[1])}; "
                    + "NULL never reaches a converter, so leave out the '?'"
            : !ImplementsInPublic(converter, interfaces[0]) ? "declare ToColumn and FromColumn as public static methods"
            : null;
        if (obstacle is not null)
        {
            mapping.Fault(MappingRule.IllegalConverter, Locate.Argument(attribute, 0, mapping.Type), MemberMapper.Display(type),
                $"{mapping.Type.Name}.{member.Name}", obstacle);
            return false;
        }

        member.Converter = converter;
        member.StoredType = interfaces[0].TypeArguments[1];
        return true;
    }

    private static bool IsFor(INamedTypeSymbol candidate, ITypeSymbol memberType) =>
        candidate
            is { Name: "IColumnConverter", Arity: 2, ContainingNamespace: { Name: "QuestDb", ContainingNamespace.IsGlobalNamespace: true } }
        && SymbolEqualityComparer.Default.Equals(candidate.TypeArguments[0], memberType);

    private static bool IsNullable(ITypeSymbol type) =>
        type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T
        || (type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.Annotated);

    /// <summary>Generated code calls the methods by their names, which costs nothing; an explicit implementation has none.</summary>
    private static bool ImplementsInPublic(INamedTypeSymbol converter, INamedTypeSymbol contract) => contract.GetMembers()
        .OfType<IMethodSymbol>()
        .All(method => converter.FindImplementationForInterfaceMember(method)
            is not IMethodSymbol { ExplicitInterfaceImplementations.IsEmpty: false });
}
