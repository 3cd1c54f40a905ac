using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuestDb.Shared.Mapping;

namespace QuestDb.Analyzers.Rules;

/// <summary>
/// Reports what is wrong with a type marked <c>[QuestTable]</c> or <c>[QuestRow]</c>: every row of <see cref="MappingRule"/>. One analyzer
/// for all of them, because one reading of the type finds them all.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MappingAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. MappingRule.All];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        // A type that another generator makes is mapped too, and must not fail silently.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        if (RecordReader.Read((INamedTypeSymbol)context.Symbol, context.Compilation) is not { } mapping) return;
        foreach (MappingFault fault in mapping.Faults)
        {
            context.ReportDiagnostic(Diagnostic.Create(fault.Rule, fault.Location, fault.Arguments));
        }
    }
}
