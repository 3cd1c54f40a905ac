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

    [Theory]
    [InlineData("int n", "$\"{n}\"", true)]
    [InlineData("int n", "$\"{n:X2}\"", true)]
    [InlineData("System.DateTime n", "$\"{n}\"", true)]
    [InlineData("double? n", "$\"{n}\"", true)]
    [InlineData("string n", "$\"{n}\"", false)]
    [InlineData("byte n", "$\"{n}\"", false)]
    [InlineData("int n", "string.Create(System.Globalization.CultureInfo.InvariantCulture, $\"{n}\")", false)]
    [InlineData("int n", "new QuestDbException(ErrorCode.InvalidValue, $\"{n}\" + $\".\").Message", false)]
    [InlineData("int n", "new QuestDbException(ErrorCode.InvalidValue, $\"{n}\" + \".\").Message", true)]
    [InlineData("int n", "new System.Text.StringBuilder().Append($\"{n}\").ToString()", true)]
    public void One_such_text_is_found(string parameter, string text, bool wrong)
    {
        var source = new RuntimeSource($"namespace QuestDb;\n\ninternal static class Planted {{ static string Of({parameter}) => {text}; }}");
        Assert.Equal(wrong, source.Trees().Where(static tree => tree.Model.SyntaxTree.FilePath.EndsWith("Planted.cs")).SelectMany(Wrong).Any());
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
            || handler.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Create", ContainingType.Name: "String" } } };
    }

    private static bool Depends(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => Depends(nullable.TypeArguments[0]),
        { SpecialType: SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_Int32 or SpecialType.System_Int64 } => true,
        { SpecialType: SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal } => true,
        { SpecialType: SpecialType.System_UInt32 or SpecialType.System_UInt64 } => true,
        { SpecialType: SpecialType.System_DateTime or SpecialType.System_Object } or { TypeKind: TypeKind.TypeParameter } => true,
        { Name: "DateTimeOffset" or "DateOnly" or "TimeOnly" or "BigInteger" or "Int128" or "UInt128" or "Half", ContainingNamespace.Name: "System" or "Numerics" } => true,
        _ => false,
    };
}
