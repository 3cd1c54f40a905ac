using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using QuestDb.Shared.Mapping;

namespace QuestDb.Analyzers.Rules;

/// <summary>QDB0102: a hole of a query whose value can't be sent, because of its type or because it has a width or a format.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HoleTypeAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor s_rule = new(
        "QDB0102",
        "Hole that can't be a bind value",
        "{0} can't be a bind value: {1}",
        "QuestDb.Usage",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("QDB0102"));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(Analyze, OperationKind.InterpolatedStringHandlerCreation);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        if (SqlString.Of((IInterpolatedStringHandlerCreationOperation)context.Operation) is not { } sql) return;
        foreach (IInterpolatedStringAppendOperation hole in sql.Holes)
        {
            if (hole.AppendCall is not IInvocationOperation call
                || call.TargetMethod.Parameters[0].Type.SpecialType != SpecialType.System_Object)
            {
                continue;
            }

            IOperation value = call.Arguments[0].Value;
            while (value is IConversionOperation { IsImplicit: true } conversion) value = conversion.Operand;
            bool formatted = call.Arguments.Skip(1).Any(static argument => argument.ArgumentKind == ArgumentKind.Explicit);
            ITypeSymbol? type = value.Type?.WithNullableAnnotation(NullableAnnotation.NotAnnotated);
            string what = type?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) ?? "null";
            context.ReportDiagnostic(Diagnostic.Create(s_rule, hole.Syntax.GetLocation(),
                formatted ? "A value with a width or a format" : what,
                formatted ? "it is sent as it is and not as text; leave the format out" : Remedy(type)));
        }
    }

    private static string Remedy(ITypeSymbol? type) => type switch
    {
        null => "a NULL has a type; use a value of a nullable type, or BindValue.Null(ColumnType.…)",
        { SpecialType: SpecialType.System_Object } or { TypeKind: TypeKind.Dynamic or TypeKind.TypeParameter or TypeKind.Interface } =>
            "its type is known only when the program runs; cast it to the type that it has",
        IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte } or INamedTypeSymbol { Name: "ReadOnlyMemory" or "Memory" } =>
            "no server takes BINARY or arrays; for text in UTF-8 use BindValue.Utf8(bytes)",
        IArrayTypeSymbol or INamedTypeSymbol { Name: "NdArray" } =>
            "no server takes arrays; write a hole for each element, such as in IN ({a}, {b})",
        { Name: "TimeSpan" or "TimeOnly" } => "QuestDB has no such type; use a number, such as value.Ticks, or a point in time",
        _ => "QuestDB has no column of this type; convert it to one of the types in docs/types.md",
    };
}
