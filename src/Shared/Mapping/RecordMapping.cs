using Microsoft.CodeAnalysis;

namespace QuestDb.Shared.Mapping;

/// <summary>A mapped type as it was read from its declaration, with everything that is wrong with it.</summary>
internal sealed class RecordMapping(INamedTypeSymbol type, AttributeData attribute)
{
    /// <summary>The annotated type, which the generator adds to: the record type or its map class.</summary>
    public INamedTypeSymbol Type { get; } = type;

    /// <summary>The record type.</summary>
    public INamedTypeSymbol RowType { get; } = KnownAttributes.Type(attribute, "For") as INamedTypeSymbol ?? type;

    /// <summary>Whether the annotated type maps another one.</summary>
    public bool IsMap { get; } = KnownAttributes.Type(attribute, "For") is not null;

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

    /// <summary>Whether an error is among the faults, so that nothing can be generated.</summary>
    public bool HasErrors => Faults.Any(static fault => fault.Rule.DefaultSeverity == DiagnosticSeverity.Error);

    public void Fault(DiagnosticDescriptor rule, Location location, params string[] arguments) =>
        Faults.Add(new MappingFault(rule, location, arguments));

    public void FaultAtType(DiagnosticDescriptor rule, params string[] arguments) =>
        Fault(rule, Locate.Type(Attribute, Type), [Type.Name, .. arguments]);

    public void FaultAtMember(DiagnosticDescriptor rule, MappedMember member, params string[] arguments) =>
        Fault(rule, LocationOf(member), [Describe(member), .. arguments]);

    public void FaultAtAttribute(DiagnosticDescriptor rule, MappedMember member, AttributeData attribute, params string[] arguments) =>
        Fault(rule, Locate.Attribute(attribute, Type), [Describe(member), .. arguments]);

    /// <summary>Where the member is declared: in a map class where there is one, else there is only the map class itself to show.</summary>
    public Location LocationOf(MappedMember member) =>
        member.MapMember is { } own ? Locate.Name(own, Type)
        : IsMap ? Locate.Type(Attribute, Type)
        : Locate.Name(member.Symbol, Type);

    /// <summary>Where the column of the member has its name: in the attribute where there is one.</summary>
    public Location LocationOfName(MappedMember member) =>
        member.Attributes.Column is { } named ? Locate.FirstArgument(named, Type) : LocationOf(member);

    private string Describe(MappedMember member) => $"{Type.Name}.{member.Name}";
}
