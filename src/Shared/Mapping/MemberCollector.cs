using Microsoft.CodeAnalysis;

namespace QuestDb.Shared.Mapping;

/// <summary>
/// Finds the members of a type that can be columns: public instance properties and fields, its own and those of its base types,
/// and others where an attribute of ours asks for it.
/// </summary>
internal static class MemberCollector
{
    public static List<MappedMember> Collect(RecordMapping mapping, Compilation compilation)
    {
        var chain = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? t = mapping.RowType;
            t is not null && t.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType); t = t.BaseType)
        {
            chain.Push(t);
        }

        var members = new List<MappedMember>();
        foreach (INamedTypeSymbol declaring in chain)
        {
            foreach (ISymbol symbol in declaring.GetMembers())
            {
                MappedMember? member = Read(symbol, mapping, compilation);
                int hidden = members.FindIndex(m => m.Name == symbol.Name);
                if (hidden < 0 && member is not null) members.Add(member);
                else if (hidden >= 0 && member is not null) members[hidden] = member;
                // A symbol that is no column hides the member of the base type, so the name can't be used for that one any more.
                else if (hidden >= 0 && compilation.IsSymbolAccessibleWithin(symbol, mapping.Type)) members.RemoveAt(hidden);
            }
        }

        AddPrimaryParameters(mapping.RowType, members);
        return members;
    }

    private static MappedMember? Read(ISymbol symbol, RecordMapping mapping, Compilation compilation)
    {
        MappedMember member;
        switch (symbol)
        {
            case IPropertySymbol { IsImplicitlyDeclared: false } property:
                member = new MappedMember(property, property.Type)
                {
                    Getter = Accessor(property, static p => p.GetMethod),
                    // A reference that is returned can be assigned, so the getter is what sets.
                    Setter = Accessor(property, static p => p.ReturnsByRef ? p.GetMethod : p.SetMethod),
                };
                member.CanGet = member.Getter is { } getter && compilation.IsSymbolAccessibleWithin(getter, mapping.Type);
                member.CanSet = member.Setter is { } setter && compilation.IsSymbolAccessibleWithin(setter, mapping.Type);
                for (IPropertySymbol? p = property; p is not null; p = p.OverriddenProperty) member.Attributes.Add(p);
                // "field:" puts the attribute on the backing field.
                foreach (ISymbol field in property.ContainingType.GetMembers($"<{property.Name}>k__BackingField"))
                {
                    member.Attributes.Add(field);
                }

                break;
            case IFieldSymbol { IsImplicitlyDeclared: false } field:
                bool accessible = compilation.IsSymbolAccessibleWithin(field, mapping.Type);
                member =
                    new MappedMember(field, field.Type) { CanGet = accessible, CanSet = accessible && !field.IsReadOnly && !field.IsConst };
                member.Attributes.Add(field);
                break;
            default:
                return null;
        }

        string? obstacle =
            symbol.IsStatic ? "it is static"
            : symbol is IPropertySymbol { IsIndexer: true } ? "it is an indexer"
            : symbol is IPropertySymbol { ExplicitInterfaceImplementations.IsEmpty: false } ? "it implements an interface explicitly"
            : null;
        // A required member has to be set when a row is read, so it takes part whatever its accessibility.
        if (obstacle is null
            && (symbol.DeclaredAccessibility == Accessibility.Public || member.IsRequired || member.Attributes.FirstMapping is not null))
        {
            return member;
        }

        if (obstacle is not null && member.Attributes.FirstMapping is not null)
        {
            mapping.FaultAtMember(MappingRule.MemberNotMappable, member, obstacle);
        }

        return null;
    }

    /// <summary>An override may declare one accessor only; the other is that of the base.</summary>
    private static IMethodSymbol? Accessor(IPropertySymbol property, Func<IPropertySymbol, IMethodSymbol?> accessor)
    {
        for (IPropertySymbol? p = property; p is not null; p = p.OverriddenProperty)
        {
            if (accessor(p) is { } method) return method;
        }

        return null;
    }

    /// <summary>An attribute on a positional parameter counts for its property, with and without <c>property:</c>.</summary>
    private static void AddPrimaryParameters(INamedTypeSymbol type, List<MappedMember> members)
    {
        for (INamedTypeSymbol? t = type; t is not null; t = t.BaseType)
        {
            if (ConstructorChooser.Primary(t) is not { } primary) continue;
            foreach (IParameterSymbol parameter in primary.Parameters)
            {
                ConstructorChooser.Match(parameter, members)?.Attributes.Add(parameter);
            }
        }
    }
}
