using Microsoft.CodeAnalysis;
using QuestDb.Shared.Names;
using QuestDb.Shared.TypeMap;

namespace QuestDb.Shared.Mapping;

/// <summary>Finds column name and type-map entry of one member and checks its attributes.</summary>
internal static class MemberMapper
{
    public static void Map(RecordMapping mapping, MappedMember member, Compilation compilation)
    {
        MemberAttributes attributes = member.Attributes;
        member.ColumnName = attributes.Column is { } column ? KnownAttributes.Text(column) : ColumnNames.FromMember(member.Name);
        if (ColumnNames.CheckColumn(member.ColumnName) is { } problem)
        {
            mapping.Fault(MappingRule.IllegalName, mapping.LocationOfName(member), "column", member.ColumnName, problem);
        }

        for (int i = 1; i < attributes.Selecting.Count; i++)
        {
            mapping.FaultAtAttribute(MappingRule.ConflictingAttributes, member, attributes.Selecting[i],
                $"it has [{attributes.SelectingName}] already");
        }

        if (!ParameterReader.Read(mapping, member)) return;
        if (attributes.Converter is { } converter && !ConverterReader.Read(mapping, member, converter, compilation)) return;
        MapType(mapping, member);
        if (member.Entry is null) return;
        CheckEntry(mapping, member);
    }

    private static void MapType(RecordMapping mapping, MappedMember member)
    {
        ITypeSymbol type = member.StoredType;
        if (type.TypeKind == TypeKind.Error) return;
        string? selecting = member.Attributes.SelectingName;
        // An enum without an attribute is stored as its underlying integer.
        string clrType = type is not INamedTypeSymbol { TypeKind: TypeKind.Enum } enumType ? ClrTypeNames.Of(type)
            : selecting is null ? ClrTypeNames.Of(enumType.EnumUnderlyingType!)
            : "enum";
        member.Entry = TypeMapTable.Find(clrType, selecting, member.Parameters.Precision);
        if (member.Entry is not null) return;

        if (selecting == "Symbol")
        {
            mapping.FaultAtAttribute(MappingRule.SymbolOnOtherType, member, member.Attributes.Selecting[0], Display(member.StoredType));
        }
        else if (selecting is not null && TypeMapTable.Entries.Any(entry => entry.ClrType == clrType))
        {
            mapping.FaultAtAttribute(MappingRule.ConflictingAttributes, member, member.Attributes.Selecting[0],
                $"[{selecting}] doesn't go with the type {Display(member.StoredType)}");
        }
        else
        {
            mapping.FaultAtMember(MappingRule.UnsupportedType, member, Display(member.StoredType), TypeHints.Of(type));
        }
    }

    private static void CheckEntry(RecordMapping mapping, MappedMember member)
    {
        TypeMapEntry entry = member.Entry!;
        CheckDesignated(mapping, member);
        if (member.IsNullable && !entry.HasNull)
        {
            mapping.FaultAtMember(MappingRule.NullableWithoutNull, member, entry.ColumnType.ToString().ToUpperInvariant());
        }

        if (mapping.IsTable && ColumnNames.CheckFile(member.ColumnName, entry.ColumnType) is { } problem)
        {
            mapping.Fault(MappingRule.IllegalName, mapping.LocationOfName(member), "column", member.ColumnName, problem);
        }

        if (mapping.IsTable && entry.ReadOnly is { } needed)
        {
            mapping.FaultAtMember(MappingRule.NotStorable, member, Display(member.StoredType), needed);
        }

        if (entry.Family == ColumnFamily.EnumSymbol && EnumNames.Check(member.StoredType) is { } wrong)
        {
            mapping.FaultAtAttribute(MappingRule.EnumNames, member, member.Attributes.Selecting[0], wrong);
        }

        if (member.Attributes.Dimensions is { } dimensions && (entry.Family != ColumnFamily.Array || entry.Dimensions != 0))
        {
            mapping.FaultAtAttribute(MappingRule.ConflictingAttributes, member, dimensions,
                $"[Dimensions] is for NdArray<double> and NdArray<long>, not {Display(member.StoredType)}");
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
}
