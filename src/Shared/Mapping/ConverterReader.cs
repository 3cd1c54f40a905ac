using Microsoft.CodeAnalysis;
using QuestDb.Shared.Mapping.Symbols;

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
            : !NullableAnnotations.Agree(interfaces[0].TypeArguments[0], member.ValueType)
                ? $"it converts {MemberMapper.Display(interfaces[0].TypeArguments[0])}, which has its '?' elsewhere than "
                    + MemberMapper.Display(member.ValueType)
            : IsNullable(interfaces[0].TypeArguments[
                1]) ? $"it converts to {MemberMapper.Display(interfaces[0].TypeArguments[1])}; "
                    + "NULL never reaches a converter, so leave out the '?'"
            : !ImplementsInPublic(converter, interfaces[0]) ? "declare ToColumn and FromColumn as public static methods"
            : Methods(mapping, converter, interfaces[0]).Any(method => UsageLimits.Forbidden(method, mapping.Type) is not null)
                ? "[Obsolete] makes every use of its methods an error"
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
    private static bool ImplementsInPublic(INamedTypeSymbol converter, INamedTypeSymbol contract) =>
        Methods(converter, contract).All(static method => method.ExplicitInterfaceImplementations.IsEmpty);

    /// <summary>The methods of the converter that generated code calls: it only reads a row that is no table.</summary>
    private static IEnumerable<IMethodSymbol> Methods(RecordMapping mapping, INamedTypeSymbol converter, INamedTypeSymbol contract) =>
        Methods(converter, contract).Where(method => mapping.IsTable || method.Name == "FromColumn");

    private static IEnumerable<IMethodSymbol> Methods(INamedTypeSymbol converter, INamedTypeSymbol contract) => contract.GetMembers()
        .Select(method => converter.FindImplementationForInterfaceMember(method))
        .OfType<IMethodSymbol>();
}
