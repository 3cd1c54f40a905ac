using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace QuestDb.Source.Tests;

/// <summary>
/// No text of the runtime depends on the culture: an interpolated string with a number or a time in it is made by <c>InvariantText</c> (a
/// message of an exception is, by itself) or by <c>string.Create(CultureInfo.InvariantCulture, …)</c>.
/// </summary>
public sealed class InvariantTextTests
{
    [Fact]
    public void No_text_of_the_runtime_depends_on_the_culture() => Assert.Empty(new RuntimeSource().Trees().SelectMany(Wrong));

    [Fact]
    public void Each_such_text_is_found_and_no_other()
    {
        const string Planted = """
            namespace QuestDb;

            internal static class Planted
            {
                static string Wrong1(int n) => $"{n}";
                static string Wrong2(int n) => $"{n:X2}";
                static string Wrong3(System.DateTime n) => $"{n}";
                static string Wrong4(double? n) => $"{n}";
                static string Wrong5(int n) => new QuestDbException(ErrorCode.InvalidValue, $"{n}" + ".").Message;
                static string Wrong6(int n) => new System.Text.StringBuilder().Append($"{n}").ToString();
                static string Right1(string n) => $"{n}";
                static string Right2(byte n) => $"{n}";
                static string Right3(int n) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{n}");
                static string Right4(int n) => new QuestDbException(ErrorCode.InvalidValue, $"{n}" + $".").Message;
            }
            """;
        IEnumerable<string> found = new RuntimeSource(Planted).Trees()
            .Where(static tree => tree.Model.SyntaxTree.FilePath.EndsWith("Planted.cs", StringComparison.Ordinal)).SelectMany(Wrong);
        Assert.Equal([5, 6, 7, 8, 9, 10], found.Select(static text => int.Parse(text.Split('(', ')')[1])));
    }

    private static IEnumerable<string> Wrong((SemanticModel Model, SyntaxNode Root) tree)
    {
        foreach (InterpolatedStringExpressionSyntax text in tree.Root.DescendantNodes().OfType<InterpolatedStringExpressionSyntax>())
        {
            if (IsInvariant(tree.Model.GetOperation(text))) continue;
            foreach (InterpolationSyntax hole in text.Contents.OfType<InterpolationSyntax>())
            {
                if (!Depends(tree.Model.GetTypeInfo(hole.Expression).Type)) continue;
                int line = hole.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
                yield return $"{tree.Model.SyntaxTree.FilePath}({line}): {hole}";
            }
        }
    }

    private static bool IsInvariant(IOperation? text)
    {
        while (text is IInterpolatedStringOperation or IInterpolatedStringAdditionOperation) text = text.Parent;
        if (text is not IInterpolatedStringHandlerCreationOperation handler) return false;
        return handler.Type!.Name == "InvariantText"
            || handler.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Create" } to } }
            && to.ContainingType.SpecialType == SpecialType.System_String;
    }

    private static bool Depends(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => Depends(nullable.TypeArguments[0]),
        { TypeKind: TypeKind.TypeParameter } => true,
        { ContainingNamespace.Name: "System" or "Numerics", TypeKind: TypeKind.Struct or TypeKind.Class } =>
            type.SpecialType is not (SpecialType.System_String or SpecialType.System_Byte or SpecialType.System_UInt16
                or SpecialType.System_Char or SpecialType.System_Boolean)
            && type.Name is not ("Guid" or "TimeSpan" or "Type" or "Uri" or "Exception" or "Version"),
        _ => false,
    };
}
