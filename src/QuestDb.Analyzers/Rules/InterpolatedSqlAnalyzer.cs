using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using QuestDb.Shared.Mapping;

namespace QuestDb.Analyzers.Rules;

/// <summary>
/// QDB0100: text that was put together on its way to the <c>string sql</c> of the client or a reader. An interpolated string in the call
/// turns its holes into binds; concatenated, conditional, stored or given to <c>Sql.Raw</c>, the compiler makes plain text of it, and with
/// that an injection.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InterpolatedSqlAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor s_rule = new(
        "QDB0100",
        "Interpolated text where bind values belong",
        "The SQL text is put together here, so values become part of it instead of binds: write one interpolated string "
        + "in the call, or pass $1 and bind values; a name goes into a hole of it as Sql.Raw(name)",
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
            if (start.Compilation.GetTypeByMetadataName("QuestDb.Sql") is not { } raw) return;
            start.RegisterOperationAction(operation => Analyze(operation, raw), OperationKind.Invocation);
        });
    }

    private static void Analyze(OperationAnalysisContext context, INamedTypeSymbol raw)
    {
        var invocation = (IInvocationOperation)context.Operation;
        INamedTypeSymbol? type = invocation.TargetMethod.ContainingType;
        bool isRaw = SymbolEqualityComparer.Default.Equals(type, raw);
        if (!isRaw && !ClientCalls.TakesSql(type)) return;
        foreach (IArgumentOperation argument in invocation.Arguments)
        {
            if (argument.Parameter is not { Name: "sql" or "text", Type.SpecialType: SpecialType.System_String }) continue;
            // Who puts text together with + or a StringBuilder and gives it to Sql.Raw knows that it is text.
            if (TextOrigins.Of(argument.Value) >= (isRaw ? TextOrigin.Interpolated : TextOrigin.Built))
            {
                context.ReportDiagnostic(Diagnostic.Create(s_rule, argument.Value.Syntax.GetLocation()));
            }
        }
    }
}
