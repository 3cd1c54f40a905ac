using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using QuestDb.Shared.Mapping;

namespace QuestDb.Analyzers.Rules;

/// <summary>
/// QDB0104: a type without its attribute as the row type of a call. The compiler refuses it as well, but only says that there is no
/// conversion to an interface that nobody writes by hand.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnmappedTypeAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor s_rule = new(
        "QDB0104",
        "Row type without its attribute",
        "{0} is no row type of {1}: mark it {2} and make it partial, or name a class marked so with For = typeof({0}) beside it",
        "QuestDb.Usage",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("QDB0104"));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.InvocationExpression);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        SymbolInfo info = context.SemanticModel.GetSymbolInfo(call, context.CancellationToken);
        if (info.Symbol is not null) return;
        foreach (ISymbol candidate in info.CandidateSymbols)
        {
            if (candidate is not IMethodSymbol { IsGenericMethod: true } method || !ClientCalls.TakesSql(method.ContainingType)) continue;
            if (Unmapped(method) is not var (type, attribute)) continue;
            SyntaxNode where = call.Expression.DescendantNodesAndSelf().OfType<GenericNameSyntax>().LastOrDefault() is { } named
                ? named.TypeArgumentList.Arguments.Last()
                : call.Expression;
            context.ReportDiagnostic(Diagnostic.Create(s_rule, where.GetLocation(),
                type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), method.Name, attribute));
            return;
        }
    }

    /// <summary>The type argument that has not the attribute which its constraint asks for, and that attribute.</summary>
    private static (ITypeSymbol Type, string Attribute)? Unmapped(IMethodSymbol method)
    {
        for (int i = 0; i < method.TypeParameters.Length; i++)
        {
            string? constraint = method.TypeParameters[i].ConstraintTypes.Select(static type => type.Name)
                .FirstOrDefault(static name => name is "IQuestRow" or "IQuestTable");
            ITypeSymbol type = method.TypeArguments[i];
            if (constraint is null || type.TypeKind is TypeKind.Error or TypeKind.TypeParameter) continue;
            bool marked = KnownAttributes.Find(type, "QuestTable") is not null
                || (constraint == "IQuestRow" && KnownAttributes.Find(type, "QuestRow") is not null);
            if (!marked) return (type, constraint == "IQuestRow" ? "[QuestRow]" : "[QuestTable(\"name\")]");
        }

        return null;
    }
}
