using Microsoft.CodeAnalysis;
using QuestDb.Names;
using QuestDb.TypeMap;

namespace QuestDb.Mapping;

/// <summary>Finds column name and type-map entry of one member and checks its attributes.</summary>
internal static class MemberMapper
{
    public static void Map(RecordMapping mapping, MappedMember member)
    {
        MemberAttributes attributes = member.Attributes;
        member.ColumnName = attributes.Column is { } column ? KnownAttributes.Text(column) : ColumnNames.FromMember(member.Name);
        if (ColumnNames.CheckColumn(member.ColumnName) is { } problem)
        {
            Location location = attributes.Column is { } named ? Locate.FirstArgument(named, mapping.Type) : Locate.Name(member.Symbol, mapping.Type);
            mapping.Fault(MappingRule.IllegalName, location, "column", member.ColumnName, problem);
        }

        for (int i = 1; i < attributes.Selecting.Count; i++)
        {
            mapping.FaultAtAttribute(MappingRule.ConflictingAttributes, member, attributes.Selecting[i],
                $"it has [{attributes.SelectingName}] already");
        }

        MapType(mapping, member);
        if (member.Entry is null) return;
        CheckDesignated(mapping, member);
        if (member.IsNullable && !member.Entry.HasNull)
        {
            mapping.FaultAtMember(MappingRule.NullableWithoutNull, member, member.Entry.ColumnType.ToString().ToUpperInvariant());
        }

        if (member.ValueType.TypeKind == TypeKind.Enum && EnumNames.Check(member.ValueType) is { } wrong)
        {
            mapping.FaultAtAttribute(MappingRule.EnumNames, member, attributes.Selecting[0], wrong);
        }
    }

    private static void MapType(RecordMapping mapping, MappedMember member)
    {
        ITypeSymbol type = member.ValueType;
        if (type.TypeKind == TypeKind.Error) return;
        string clrType = type.TypeKind == TypeKind.Enum ? "enum" : MetadataName(type);
        string? selecting = member.Attributes.SelectingName;
        member.Entry = TypeMapTable.Find(clrType, selecting);
        if (member.Entry is not null) return;

        if (selecting == "Symbol")
        {
            mapping.FaultAtAttribute(MappingRule.SymbolOnOtherType, member, member.Attributes.Selecting[0], Display(member.Type));
        }
        else if (selecting is not null && TypeMapTable.Entries.Any(entry => entry.ClrType == clrType))
        {
            mapping.FaultAtAttribute(MappingRule.ConflictingAttributes, member, member.Attributes.Selecting[0],
                $"[{selecting}] doesn't go with the type {Display(member.Type)}");
        }
        else
        {
            string hint = clrType == "enum" ? "mark it [Symbol] to store it by name" : "use a type of the table in the docs, or [Ignore]";
            mapping.FaultAtMember(MappingRule.UnsupportedType, member, Display(member.Type), hint);
        }
    }

    private static void CheckDesignated(RecordMapping mapping, MappedMember member)
    {
        if (member.Attributes.Designated is not { } designated) return;
        if (!mapping.IsTable)
        {
            mapping.FaultAtAttribute(MappingRule.ConflictingAttributes, member, designated,
                "[Designated] belongs to a [QuestTable]; a [QuestRow] is only a query result");
        }
        else if (!member.Entry!.CanBeDesignated || member.IsNullable)
        {
            mapping.FaultAtAttribute(MappingRule.DesignatedOnOtherType, member, designated, Display(member.Type));
        }
    }

    public static string Display(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    private static string MetadataName(ITypeSymbol type) =>
        type is INamedTypeSymbol { ContainingType: null, Arity: 0 } && !type.ContainingNamespace.IsGlobalNamespace
            ? type.ContainingNamespace.ToDisplayString() + "." + type.MetadataName
            : "";
}
