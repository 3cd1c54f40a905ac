using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuestDb.Analyzers.CodeFixes.Rules;

/// <summary>
/// QDB0100: moves an interpolated string from a local that is used once into the call, where its holes become binds, and takes the quotes
/// from around them.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class InterpolatedSqlFix : CodeFixProvider
{
    private const string Title = "Write the interpolated string in the call";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["QDB0100"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span, getInnermostNodeForTie: true) is not IdentifierNameSyntax use || model is null) return;
        if (use.Parent is not ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: 1, Parent: InvocationExpressionSyntax call } })
        {
            return;
        }

        // In Sql.Raw the holes would still be text.
        if (call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Raw" }) return;
        if (Declaration(model, use) is not { } declaration) return;
        var stored = (InterpolatedStringExpressionSyntax)declaration.Declaration.Variables[0].Initializer!.Value;
        if (HoleQuotes.Remove(stored, model) is not { } text) return;
        CodeAction action = CodeAction.Create(Title, _ => Task.FromResult(Apply(context.Document, root, use, declaration, text)),
            equivalenceKey: Title);
        context.RegisterCodeFix(action, context.Diagnostics);
    }

    /// <summary>
    /// The statement that declares the local and nothing else, with an interpolated string, where
    /// <paramref name="use"/> is its only use.
    /// </summary>
    private static LocalDeclarationStatementSyntax? Declaration(SemanticModel model, IdentifierNameSyntax use)
    {
        if (model.GetSymbolInfo(use).Symbol is not ILocalSymbol { DeclaringSyntaxReferences.Length: 1 } local) return null;
        if (local.DeclaringSyntaxReferences[0].GetSyntax() is not VariableDeclaratorSyntax
            {
                Initializer.Value: InterpolatedStringExpressionSyntax,
                Parent: VariableDeclarationSyntax
                {
                    Variables.Count: 1,
                    Parent: LocalDeclarationStatementSyntax { Parent: { } scope } statement,
                },
            })
        {
            return null;
        }

        // In top-level statements each statement has a node of its own around it.
        SyntaxNode body = scope is GlobalStatementSyntax ? scope.Parent! : scope;
        int uses = body.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Count(name => name.Identifier.ValueText == local.Name
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, local));
        return uses == 1 ? statement : null;
    }

    private static Document Apply(
        Document document, SyntaxNode root, IdentifierNameSyntax use, LocalDeclarationStatementSyntax declaration, ExpressionSyntax text)
    {
        SyntaxNode statement = declaration.Parent is GlobalStatementSyntax global ? global : declaration;
        SyntaxNode changed = root.TrackNodes(use, statement);
        changed = changed.ReplaceNode(changed.GetCurrentNode(use)!, text.WithTriviaFrom(use));
        bool commented = statement.GetLeadingTrivia()
            .Any(static trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        changed = changed.RemoveNode(changed.GetCurrentNode(statement)!,
            commented ? SyntaxRemoveOptions.KeepLeadingTrivia : SyntaxRemoveOptions.KeepNoTrivia)!;
        return document.WithSyntaxRoot(changed);
    }
}
