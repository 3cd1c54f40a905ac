using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using QuestDb.Shared.Mapping;
using QuestDb.Shared.Sql;

namespace QuestDb.Analyzers.Rules;

/// <summary>
/// QDB0101: what the client refuses to send, found where text and values are known: placeholders and values that don't fit, holes where no
/// value can stand, and statements without rows that are queried.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PlaceholdersAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor s_rule = new(
        "QDB0101",
        "SQL and bind values that don't fit",
        "The client will refuse this query: {0}",
        "QuestDb.Usage",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("QDB0101"));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(AnalyzeCall, OperationKind.Invocation);
        context.RegisterOperationAction(AnalyzeString, OperationKind.InterpolatedStringHandlerCreation);
    }

    private static void AnalyzeCall(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (ClientCalls.PreparedRun(call) is { } run && SqlPlaceholders.Fault(run.Sql, run.Binds, []) is { } unfit)
        {
            Report(context, run.Where, unfit.Text);
        }

        if (!ClientCalls.TakesSql(call.TargetMethod.ContainingType)) return;
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument is not { Parameter.Name: "sql", Value.ConstantValue: { HasValue: true, Value: string sql } }) continue;
            if (ClientCalls.Binds(call) is { } binds && SqlPlaceholders.Fault(sql, binds, []) is { } fault)
            {
                Report(context, argument.Value.Syntax, fault.Text);
            }
            else if (ClientCalls.WantsRows(call) && SqlVerb.Statement(sql) is { } verb)
            {
                Report(context, argument.Value.Syntax, NoRows(verb));
            }
        }
    }

    private static void AnalyzeString(OperationAnalysisContext context)
    {
        var handler = (IInterpolatedStringHandlerCreationOperation)context.Operation;
        if (SqlString.Of(handler) is not { } sql) return;
        if (sql.Fault() is { } fault)
        {
            Report(context, fault.Hole > 0 ? sql.Holes[fault.Hole - 1].Syntax : handler.Syntax, fault.Text);
        }
        else if (handler.Parent is IArgumentOperation { Parent: IInvocationOperation call } && ClientCalls.WantsRows(call)
            && sql.Statement() is { } verb)
        {
            Report(context, handler.Syntax, NoRows(verb));
        }
    }

    private static string NoRows(string verb) => $"{verb} returns no rows: run it with ExecuteAsync.";

    private static void Report(OperationAnalysisContext context, SyntaxNode where, string text) =>
        context.ReportDiagnostic(Diagnostic.Create(s_rule, where.GetLocation(), text));
}
