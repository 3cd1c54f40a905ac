using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace QuestDb.Source.Tests;

/// <summary>
/// No text of the runtime depends on the culture: an interpolated string with a number that has a format, a fraction or a time in it is
/// made by <c>InvariantText</c>, as a message of an exception is by itself, or by <c>string.Create</c> with the invariant culture. A plain
/// integer depends on it only by its sign, and is not looked for.
/// </summary>
public sealed class InvariantTextTests
{
    [Fact]
    public void No_text_of_the_runtime_depends_on_the_culture()
    {
        string[] wrong = [.. new RuntimeSource().Trees().SelectMany(Wrong)];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Each_such_text_is_found_and_no_other()
    {
        const string Planted = """
            namespace QuestDb;

            internal static class Planted
            {
                static string Wrong1(decimal n) => $"{n}";
                static string Wrong2(int n) => $"{n:N0}";
                static string Wrong3(System.DateTime n) => $"{n}";
                static string Wrong4(double? n) => $"{n}";
                static string Wrong5(long n) => new QuestDbException(ErrorCode.InvalidValue, $"{n:N0}" + ".").Message;
                static string Wrong6(double n) => new System.Text.StringBuilder().Append($"{n}").ToString();
                static string Right1(string n) => $"{n}";
                static string Right2(int n) => $"{n} {n:x2}";
                static string Right3(double n) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{n}");
                static string Right4(long n) => new QuestDbException(ErrorCode.InvalidValue, $"{n:N0}" + $".").Message;
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
                string format = hole.FormatClause?.FormatStringToken.ValueText ?? "";
                if (!Depends(tree.Model.GetTypeInfo(hole.Expression).Type, format)) continue;
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

    private static bool Depends(ITypeSymbol? type, string format) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable =>
            Depends(nullable.TypeArguments[0], format),
        { SpecialType: SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal } => true,
        { Name: "DateTime" or "DateTimeOffset" or "DateOnly" or "TimeOnly" } => format is not ("O" or "o"),
        { ContainingNamespace.Name: "System" or "Numerics" } => format.Length > 0 && format[0] is not ('x' or 'X' or 'D' or 'd'),
        _ => false,
    };
}
