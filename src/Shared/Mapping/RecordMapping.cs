using Microsoft.CodeAnalysis;

namespace QuestDb.Mapping;

/// <summary>A mapped type as it was read from its declaration, with everything that is wrong with it.</summary>
internal sealed class RecordMapping(INamedTypeSymbol type, AttributeData attribute)
{
    /// <summary>The record type.</summary>
    public INamedTypeSymbol Type { get; } = type;

    /// <summary>Its <c>[QuestTable]</c> or <c>[QuestRow]</c>.</summary>
    public AttributeData Attribute { get; } = attribute;

    /// <summary>Whether it is a table, and not only a query result.</summary>
    public bool IsTable { get; } = KnownAttributes.NameOf(attribute) == "QuestTable";

    public string TableName => KnownAttributes.Text(Attribute);

    public bool ServerTime => KnownAttributes.Argument(Attribute, "ServerTime", false);

    /// <summary>The mapped members: of base types first, else in declaration order.</summary>
    public List<MappedMember> Members { get; } = [];

    /// <summary>The constructor that reading calls; null when there is none.</summary>
    public IMethodSymbol? Constructor { get; set; }

    /// <summary>Whether generated code can add to the type at all.</summary>
    public bool CanExtend { get; set; } = true;

    public List<MappingFault> Faults { get; } = [];

    public void Fault(MappingRule rule, Location location, params string[] arguments) =>
        Faults.Add(new MappingFault(rule, location, arguments));

    public void FaultAtType(MappingRule rule, params string[] arguments) =>
        Fault(rule, Locate.Type(Attribute, Type), [Type.Name, .. arguments]);

    public void FaultAtMember(MappingRule rule, MappedMember member, params string[] arguments) =>
        Fault(rule, Locate.Name(member.Symbol, Type), [Describe(member), .. arguments]);

    public void FaultAtAttribute(MappingRule rule, MappedMember member, AttributeData attribute, params string[] arguments) =>
        Fault(rule, Locate.Attribute(attribute, Type), [Describe(member), .. arguments]);

    private string Describe(MappedMember member) => $"{Type.Name}.{member.Name}";
}
