using Microsoft.CodeAnalysis;

namespace QuestDb.Shared.Mapping;

/// <summary>One broken rule, where it is broken, and the arguments of its message.</summary>
internal sealed class MappingFault(DiagnosticDescriptor rule, Location location, params string[] arguments)
{
    public DiagnosticDescriptor Rule { get; } = rule;

    public Location Location { get; } = location;

    public string[] Arguments { get; } = arguments;
}
