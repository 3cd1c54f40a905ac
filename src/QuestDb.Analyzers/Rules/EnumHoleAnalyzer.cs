using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using QuestDb.Shared.Mapping;
using QuestDb.Shared.TypeMap;

namespace QuestDb.Analyzers.Rules;

/// <summary>
/// QDB0103: an enum as a hole, which is sent as its SYMBOL text, where a mapped type stores the enum as its integer: compared with that
/// column, the text finds nothing.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EnumHoleAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor s_rule = new(
        "QDB0103",
        "Hole of an enum that is stored as an integer",
        "{0} is stored as an integer by {1}, and a hole sends its SYMBOL text: "
        + "write ({2}){3}, or BindValue.Symbol({3}) for a column of texts",
        "QuestDb.Usage",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of("QDB0103"));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [s_rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            // Most programs have no such hole, so that the types are looked at for the first one.
            var integers = new Lazy<ImmutableDictionary<ISymbol, string>>(() => Integers(start.Compilation));
            start.RegisterOperationAction(operation => Analyze(operation, integers), OperationKind.InterpolatedStringHandlerCreation);
        });
    }

    private static void Analyze(OperationAnalysisContext context, Lazy<ImmutableDictionary<ISymbol, string>> integers)
    {
        if (SqlString.Of((IInterpolatedStringHandlerCreationOperation)context.Operation) is not { } sql) return;
        foreach (IInterpolatedStringAppendOperation hole in sql.Holes)
        {
            if (hole.AppendCall is not IInvocationOperation { TargetMethod.TypeArguments.Length: 1 } call) continue;
            if (call.TargetMethod.TypeArguments[0] is not INamedTypeSymbol { EnumUnderlyingType: { } stored } type) continue;
            if (!integers.Value.TryGetValue(type, out string? member)) continue;
            SyntaxNode value = call.Arguments[0].Value.Syntax;
            context.ReportDiagnostic(Diagnostic.Create(s_rule, hole.Syntax.GetLocation(),
                type.Name, member, stored.ToDisplayString(), value.ToString()));
        }
    }

    /// <summary>The enums that a mapped type stores as integers, each with one such member.</summary>
    private static ImmutableDictionary<ISymbol, string> Integers(Compilation compilation)
    {
        var found = ImmutableDictionary.CreateBuilder<ISymbol, string>(SymbolEqualityComparer.Default);
        foreach (INamedTypeSymbol type in Types(compilation.Assembly.GlobalNamespace))
        {
            if (RecordReader.Read(type, compilation) is not { } mapping) continue;
            foreach (MappedMember member in mapping.Members)
            {
                if (member.StoredType.TypeKind != TypeKind.Enum || member.Entry is null or { ColumnType: ColumnType.Symbol }) continue;
                found[member.StoredType] = $"{mapping.RowType.Name}.{member.Name}";
            }
        }

        return found.ToImmutable();
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol parent)
    {
        foreach (ISymbol member in parent.GetMembers())
        {
            if (member is INamedTypeSymbol type) yield return type;
            if (member is not INamespaceOrTypeSymbol inner) continue;
            foreach (INamedTypeSymbol nested in Types(inner)) yield return nested;
        }
    }
}
