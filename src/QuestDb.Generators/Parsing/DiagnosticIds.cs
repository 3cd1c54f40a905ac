using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using QuestDb.Shared.Mapping;
using QuestDb.Shared.Mapping.Symbols;

namespace QuestDb.Generators.Parsing;

/// <summary>
/// Ids of the diagnostics that the use of a symbol brings, those of <c>[Experimental]</c> and <c>[Obsolete(DiagnosticId = …)]</c>:
/// whoever chose the symbol for a mapping has met them, and generated source repeats the choice.
/// </summary>
internal sealed class DiagnosticIds
{
    private readonly SortedSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<ISymbol> _visited = new(SymbolEqualityComparer.Default);

    /// <summary>The ids of all that the generated source of a mapping names.</summary>
    public static IEnumerable<string> Of(RecordMapping mapping)
    {
        var ids = new DiagnosticIds();
        // A member brings the type that it is in, so that the row type comes with its constructor and an enum with its members.
        ids.Add(mapping.Constructor);
        foreach (IParameterSymbol parameter in mapping.Constructor!.Parameters) ids.Add(parameter.Type);
        foreach (MappedMember member in mapping.Members)
        {
            ISymbol?[] used = [member.Symbol, member.Getter, member.Setter];
            foreach (ISymbol symbol in used.OfType<ISymbol>()) ids.Add(UsageLimits.Overridden(symbol));
            ids.Add(member.ValueType);
            foreach (ISymbol symbol in member.StoredType.TypeKind == TypeKind.Enum ? member.StoredType.GetMembers() : []) ids.Add(symbol);
            ids.Add(member.Converter);
            for (INamedTypeSymbol? t = member.Converter; t is not null; t = t.BaseType)
            {
                foreach (ISymbol method in t.GetMembers().Where(static m => m.Name is "ToColumn" or "FromColumn")) ids.Add(method);
            }
        }

        return ids._ids;
    }

    private void Add(ISymbol? symbol)
    {
        if (symbol is null || !_visited.Add(symbol)) return;
        // Another text could not be disabled, here or elsewhere.
        if (UsageLimits.DiagnosticId(symbol) is { } id && SyntaxFacts.IsValidIdentifier(id)) _ids.Add(id);
        switch (symbol)
        {
            case IArrayTypeSymbol array:
                Add(array.ElementType);
                break;
            case INamedTypeSymbol type:
                foreach (ITypeSymbol argument in type.TypeArguments) Add(argument);
                break;
        }

        Add(symbol.ContainingType);
        // A whole assembly can be experimental.
        Add(symbol.ContainingModule);
        Add(symbol.ContainingAssembly);
    }
}
