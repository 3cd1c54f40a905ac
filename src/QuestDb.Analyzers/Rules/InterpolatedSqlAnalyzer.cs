using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using QuestDb.Shared.Mapping;

namespace QuestDb.Analyzers.Rules;

/// <summary>
/// QDB0100: text that was put together on its way to the <c>string sql</c> of the client. An interpolated string in the call turns
/// its holes into binds; concatenated, conditional or stored, the compiler makes plain text of it, and with that an injection.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InterpolatedSqlAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor s_rule = new(
        "QDB0100",
        "Interpolated text where bind values belong",
        "The SQL text is put together here, so values become part of it instead of binds: write one interpolated string "
        + "in the call, or pass $1 and bind values; text that is meant to be SQL goes through Sql.Raw",
        "QuestDb.Usage",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("QDB0100"));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName("QuestDb.QuestDbClient") is not { } client) return;
            start.RegisterOperationAction(operation => Analyze(operation, client), OperationKind.Invocation);
        });
    }

    private static void Analyze(OperationAnalysisContext context, INamedTypeSymbol client)
    {
        var invocation = (IInvocationOperation)context.Operation;
        if (!SymbolEqualityComparer.Default.Equals(invocation.TargetMethod.ContainingType, client)) return;
        foreach (IArgumentOperation argument in invocation.Arguments)
        {
            if (argument.Parameter is not { Name: "sql", Type.SpecialType: SpecialType.System_String }) continue;
            if (TextOrigins.Of(argument.Value) == TextOrigin.Built)
            {
                context.ReportDiagnostic(Diagnostic.Create(s_rule, argument.Value.Syntax.GetLocation()));
            }
        }
    }
}
