using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using QuestDb.Shared.Mapping;

namespace QuestDb.Analyzers.Rules;

/// <summary>
/// QDB0900: mapped types in a project whose language version is older than static members of interfaces, which generated code
/// implements. The generator then adds nothing, and this one error says why.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LanguageVersionAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor s_rule = new(
        "QDB0900",
        "Language version without static members of interfaces",
        "The mapping of '{0}' needs C# 11 or later, but the project is built with C# {1}: raise <LangVersion>, or remove it to have "
        + "that of the SDK",
        "QuestDb.Build",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("QDB0900"),
        customTags: [WellKnownDiagnosticTags.CompilationEnd]);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation is not CSharpCompilation { LanguageVersion: < LanguageVersion.CSharp11 and var version }) return;
            var mapped = new ConcurrentBag<INamedTypeSymbol>();
            start.RegisterSymbolAction(
                symbol =>
                {
                    var type = (INamedTypeSymbol)symbol.Symbol;
                    if ((KnownAttributes.Find(type, "QuestTable") ?? KnownAttributes.Find(type, "QuestRow")) is not null) mapped.Add(type);
                },
                SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end =>
            {
                // One error, the same in every build: what is wrong is wrong with the project.
                if (mapped.OrderBy(static type => type.ToDisplayString(), StringComparer.Ordinal).FirstOrDefault() is not { } first) return;
                end.ReportDiagnostic(Diagnostic.Create(s_rule, first.Locations[0], first.Name, version.ToDisplayString()));
            });
        });
    }
}
