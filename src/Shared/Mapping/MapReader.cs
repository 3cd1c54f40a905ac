using Microsoft.CodeAnalysis;

namespace QuestDb.Shared.Mapping;

/// <summary>
/// Reads map classes, <c>[QuestTable("t", For = typeof(Foreign))]</c>: the columns are the members of the other type, and members of
/// the same name and type in the map class carry the attributes for them.
/// </summary>
internal static class MapReader
{
    /// <summary>Checks the type that is mapped.</summary>
    public static void CheckRowType(RecordMapping mapping, Compilation compilation)
    {
        ITypeSymbol type = KnownAttributes.Type(mapping.Attribute, "For")!;
        // The compiler reports a type that does not exist.
        if (type.TypeKind == TypeKind.Error)
        {
            mapping.CanExtend = false;
            return;
        }

        string? obstacle =
            type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } row ? "it is no class or struct"
            : row.IsTupleType ? "it is a tuple; make it a record"
            : row.IsUnboundGenericType ? "it has no type arguments"
            : row.IsStatic || row.IsRefLikeType ? "there are no arrays of it"
            : row.IsAbstract ? "it is abstract, so no row can be read"
            : SymbolEqualityComparer.Default.Equals(row, mapping.Type) ? "that is the type itself; leave out For"
            : !compilation.IsSymbolAccessibleWithin(row, mapping.Type) ? "it can't be seen from the map class"
            : null;
        if (obstacle is null) return;
        mapping.CanExtend = false;
        mapping.Fault(MappingRule.IllegalMap, Locate.NamedArgument(mapping.Attribute, "For", mapping.Type), mapping.Type.Name,
            $"For names {MemberMapper.Display(type)}, but {obstacle}");
    }

    /// <summary>Gives the members the attributes of their counterparts in the map class.</summary>
    public static void TakeAttributes(RecordMapping mapping, List<MappedMember> members)
    {
        foreach (ISymbol own in mapping.Type.GetMembers())
        {
            ITypeSymbol? type = own is { IsImplicitlyDeclared: false, IsStatic: false } ? TypeOf(own) : null;
            if (type is null) continue;
            MappedMember? member = members.Find(m => m.Name == own.Name);
            string? obstacle =
                member is null ? $"{MemberMapper.Display(mapping.RowType)} has no member {own.Name} that can be a column"
                : !SymbolEqualityComparer.Default.Equals(member.Type,
                    type) ? $"{own.Name} has the type {MemberMapper.Display(type)}, "
                        + $"but {MemberMapper.Display(member.Type)} in {MemberMapper.Display(mapping.RowType)}"
                : null;
            if (obstacle is null) member!.TakeAttributes(own);
            else mapping.Fault(MappingRule.IllegalMap, Locate.Name(own, mapping.Type), mapping.Type.Name, obstacle);
        }
    }

    private static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IPropertySymbol { IsIndexer: false } property => property.Type,
        IFieldSymbol field => field.Type,
        _ => null,
    };
}
