using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuestDb.Analyzers.Rules;

/// <summary>What fields, properties, methods and local functions give, as far as the file at hand tells.</summary>
internal static class MemberTexts
{
    /// <summary>
    /// The initializer or the returned expressions of a member that is declared in the file of the model; empty
    /// when it is declared elsewhere.
    /// </summary>
    public static IEnumerable<IOperation?> Of(ISymbol member, SemanticModel model) => member.DeclaringSyntaxReferences
        .Where(reference => reference.SyntaxTree == model.SyntaxTree)
        .SelectMany(static reference => Expressions(reference.GetSyntax()))
        .Select(expression => model.GetOperation(expression));

    private static IEnumerable<ExpressionSyntax> Expressions(SyntaxNode declaration) => declaration switch
    {
        VariableDeclaratorSyntax { Initializer.Value: { } value } => [value],
        PropertyDeclarationSyntax { Initializer.Value: { } value } => [value],
        PropertyDeclarationSyntax { ExpressionBody.Expression: { } value } => [value],
        PropertyDeclarationSyntax { AccessorList: { } accessors } => accessors.Accessors
            .Where(static a => a.IsKind(SyntaxKind.GetAccessorDeclaration)).SelectMany(static a => Returned(a.ExpressionBody, a.Body)),
        MethodDeclarationSyntax method => Returned(method.ExpressionBody, method.Body),
        LocalFunctionStatementSyntax function => Returned(function.ExpressionBody, function.Body),
        _ => [],
    };

    private static IEnumerable<ExpressionSyntax> Returned(ArrowExpressionClauseSyntax? arrow, BlockSyntax? body)
    {
        if (arrow is not null) return [arrow.Expression];
        if (body is null) return [];
        return body.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .OfType<ReturnStatementSyntax>()
            .Where(static statement => statement.Expression is not null)
            .Select(static statement => statement.Expression!);
    }
}
