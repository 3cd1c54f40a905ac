namespace QuestDb.Generators.Models;

/// <summary>The namespace and the types around a mapped type.</summary>
/// <param name="Namespace">The namespace; null for the global one.</param>
/// <param name="Containers">Partial declarations of the containing types, outermost first: <c>partial class Outer&lt;T&gt;</c>.</param>
/// <param name="Declaration">Partial declaration of the type itself.</param>
/// <param name="Type">The type, fully qualified.</param>
internal sealed record HierarchyModel(string? Namespace, EquatableArray<string> Containers, string Declaration, string Type);
