using Microsoft.CodeAnalysis;
using QuestDb.Shared.Mapping.Symbols;
using QuestDb.Shared.Names;

namespace QuestDb.Shared.Mapping;

/// <summary>Reads the mapping of an annotated type: what the generator emits from and the analyzers report about.</summary>
internal static class RecordReader
{
    /// <summary>The mapping of a type; null when it has neither attribute. A type with both counts as a table.</summary>
    public static RecordMapping? Read(INamedTypeSymbol type, Compilation compilation)
    {
        // The compiler refuses the attributes on anything else.
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || !IsNamed(type)) return null;
        AttributeData? table = KnownAttributes.Find(type, "QuestTable");
        AttributeData? row = KnownAttributes.Find(type, "QuestRow");
        if ((table ?? row) is not { } attribute) return null;

        var mapping = new RecordMapping(type, attribute);
        if (table is not null && row is not null)
        {
            mapping.Fault(MappingRule.ConflictingAttributes, Locate.Attribute(row, type), type.Name,
                "a [QuestTable] can be read as it is; [QuestRow] is for types without a table");
        }

        TypeChecks.Check(mapping);
        if (mapping.IsMap) MapReader.CheckRowType(mapping, compilation);
        if (mapping.CanExtend) ReadMembers(mapping, compilation);
        if (mapping.IsTable) TableChecks.Check(mapping);
        return mapping;
    }

    /// <summary>Whether the type and all around it have names: while code is being written, some may not yet.</summary>
    private static bool IsNamed(INamedTypeSymbol type)
    {
        for (ISymbol s = type; s is not INamespaceSymbol { IsGlobalNamespace: true }; s = s.ContainingSymbol)
        {
            if (s.Name.Length == 0) return false;
        }

        return true;
    }

    private static void ReadMembers(RecordMapping mapping, Compilation compilation)
    {
        List<MappedMember> candidates = MemberCollector.Collect(mapping, compilation);
        if (mapping.IsMap) MapReader.TakeAttributes(mapping, candidates);
        bool IsForbidden(ISymbol symbol) => UsageLimits.Forbidden(symbol, mapping.Type) is not null;
        mapping.Constructor = ConstructorChooser.Choose(mapping.RowType, candidates,
            constructor => compilation.IsSymbolAccessibleWithin(constructor, mapping.Type) && !IsForbidden(constructor),
            out IParameterSymbol? blocking);
        if (mapping.Constructor is not { } constructor)
        {
            mapping.FaultAtType(MappingRule.NoConstructor,
                blocking is not null
                    ? $"no member matches the parameter '{blocking.Name}' by name and type; add one, or give the parameter a default value"
                : mapping.RowType.InstanceConstructors.Any(IsForbidden)
                    ? "[Obsolete] makes every use of its constructor an error; add another one"
                : "give it a constructor without parameters or one whose parameters match members");
            return;
        }

        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            if (ConstructorChooser.Match(parameter, candidates) is not { Attributes.Ignore: null } member) continue;
            member.Parameter = parameter;
            if (member.MapMember is null) member.Attributes.Add(parameter);
        }

        foreach (MappedMember member in candidates) Classify(mapping, member, ConstructorChooser.SetsRequired(constructor));
        foreach (MappedMember member in mapping.Members) MemberMapper.Map(mapping, member, compilation);
        CheckDuplicates(mapping);
        if (mapping.Members.Count == 0) mapping.FaultAtType(MappingRule.NoColumns);
    }

    private static void Classify(RecordMapping mapping, MappedMember member, bool setsRequired)
    {
        MemberAttributes attributes = member.Attributes;
        if (attributes.Ignore is not null)
        {
            if (attributes.FirstMapping is { } useless)
            {
                mapping.FaultAtAttribute(MappingRule.ConflictingAttributes, member, useless, "it is left out by [QuestIgnore]");
            }

            if (member.IsRequired && !setsRequired) mapping.FaultAtMember(MappingRule.IgnoredMemberNeedsValue, member);
            return;
        }

        string? obstacle =
            member.Parameter is null && !member.CanSet ? "reading needs a setter or a constructor parameter of the same name and type"
            : mapping.IsTable && !member.CanGet ? "writing needs a getter"
            : null;
        if (obstacle is null)
        {
            mapping.Members.Add(member);
            if (Forbidden(mapping, member, setsRequired) is { } obsolete)
            {
                mapping.FaultAtAttribute(MappingRule.ConflictingAttributes, member, obsolete,
                    "it makes every use an error; mark the member [QuestIgnore]");
            }
        }
        else if (attributes.FirstMapping is not null || member.IsRequired)
        {
            mapping.FaultAtMember(MappingRule.MemberNotMappable, member, obstacle);
        }
        else if (member.Parameter is { } parameter && !ConstructorChooser.IsOptional(parameter))
        {
            mapping.FaultAtType(MappingRule.NoConstructor, $"its constructor sets '{member.Name}', which is no column, as {obstacle}");
        }
    }

    /// <summary>The <c>[Obsolete]</c> that forbids what generated code does with the member, or null.</summary>
    private static AttributeData? Forbidden(RecordMapping mapping, MappedMember member, bool setsRequired)
    {
        bool isSet = member.Parameter is null || (member.IsRequired && !setsRequired);
        ISymbol?[] used =
        [
            isSet || mapping.IsTable ? member.Symbol : null, isSet ? member.Setter : null, mapping.IsTable ? member.Getter : null,
        ];
        return used.OfType<ISymbol>()
            .Select(symbol => UsageLimits.Forbidden(symbol, mapping.Type))
            .FirstOrDefault(static obsolete => obsolete is not null);
    }

    private static void CheckDuplicates(RecordMapping mapping)
    {
        var byColumn = new Dictionary<string, MappedMember>(NameComparer.Instance);
        foreach (MappedMember member in mapping.Members)
        {
            // An illegal name has its own fault.
            if (member.ColumnName.Length == 0) continue;
            if (!byColumn.TryGetValue(member.ColumnName, out MappedMember? other))
            {
                byColumn.Add(member.ColumnName, member);
                continue;
            }

            mapping.Fault(MappingRule.DuplicateColumn, mapping.LocationOfName(member),
                $"{mapping.Type.Name}.{member.Name}", member.ColumnName, other.Name);
        }
    }
}
