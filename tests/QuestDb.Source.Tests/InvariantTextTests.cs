using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace QuestDb.Source.Tests;

/// <summary>
/// Text of the product is the same in every culture. Interpolated strings are so by <c>src/Shared/InvariantText</c>, and CA1304, CA1305,
/// CA1310 and CA1311 see most calls; here is found what neither does: numbers that are joined to text, that a <c>StringBuilder</c>
/// or a <c>TextWriter</c> turns into it, and interpolated strings that wait for a task, which the compiler formats in another way.
/// </summary>
public class InvariantTextTests
{
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.CSharp14);

    public static TheoryData<string> Projects() => new(Directory.EnumerateDirectories(Path.Combine(RepositoryFolder.Root, "src"))
        .Select(static folder => Path.GetFileName(folder)).Where(static name => name.StartsWith("QuestDb", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_text_depends_on_the_culture(string project)
    {
        string[] found = [.. Find(Compile(project))];
        Assert.True(found.Length == 0, string.Join("\n", found));
    }

    [Theory]
    [InlineData("\"a\" + number", 1)]
    [InlineData("'c' + \"a\" + (number as double?)", 1)]
    [InlineData("text.Append(number)", 1)]
    [InlineData("text.Append($\"{number}\")", 1)]
    [InlineData("text.Append($\"{text} {'c'}\")", 0)]
    [InlineData("text.Append(text.Length)", 0)]
    [InlineData("text.Append(System.Globalization.CultureInfo.InvariantCulture, $\"{number}\")", 0)]
    [InlineData("$\"{await System.Threading.Tasks.Task.FromResult(number)}\"", 1)]
    [InlineData("string.Concat(number, 1)", 1)]
    [InlineData("$\"{number}\" + text.Append(\"a\").Append('c') + 5u", 0)]
    public void Text_that_depends_on_the_culture_is_found(string expression, int count)
    {
        string source = "class C { async System.Threading.Tasks.Task<object> M(double number, System.Text.StringBuilder text) => "
            + $"{expression}; }}";
        Assert.Equal(count, Find(Compilation([CSharpSyntaxTree.ParseText(source, s_options, "C.cs")])).Count());
    }

    private static IEnumerable<string> Find(CSharpCompilation compilation)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
            {
                bool found = node switch
                {
                    BinaryExpressionSyntax add when add.IsKind(SyntaxKind.AddExpression) => Joins(model.GetOperation(add)),
                    InvocationExpressionSyntax call => Writes(model.GetOperation(call)),
                    InterpolationSyntax hole => hole.DescendantNodes().Any(static n => n is AwaitExpressionSyntax),
                    _ => false,
                };
                if (!found) continue;
                FileLinePositionSpan place = node.GetLocation().GetLineSpan();
                yield return $"{place.Path}({place.StartLinePosition.Line + 1}): {node}";
            }
        }
    }

    /// <summary>Whether text and a number are joined by <c>+</c>.</summary>
    private static bool Joins(IOperation? operation) =>
        operation is IBinaryOperation { Type.SpecialType: SpecialType.System_String } add
        && new[] { add.LeftOperand, add.RightOperand }.OfType<IConversionOperation>()
            .Any(static conversion => DependsOnCulture(conversion.Operand));

    /// <summary>Whether a method makes text of a number and takes no culture.</summary>
    private static bool Writes(IOperation? operation) =>
        operation is IInvocationOperation { TargetMethod: { ContainingType.Name: "StringBuilder" or "TextWriter" or "String" } method } call
        && method.Name is "Append" or "AppendLine" or "Insert" or "Write" or "WriteLine" or "WriteLineAsync" or "Concat"
        && call.Arguments.FirstOrDefault()?.Parameter is not { Type.Name: "IFormatProvider" }
        && call.Arguments.Any(static argument => argument.Parameter?.Name is not ("index" or "count" or "startIndex" or "repeatCount")
            && (DependsOnCulture(argument.Value is IConversionOperation { IsImplicit: true } boxed ? boxed.Operand : argument.Value)
                || argument.Value is IInterpolatedStringHandlerCreationOperation { Content: IInterpolatedStringOperation text }
                    && text.Parts.SelectMany(static part => part.Descendants()).OfType<IArgumentOperation>()
                        .Any(static hole => hole.Parameter?.Name == "value" && DependsOnCulture(hole.Value))));

    /// <summary>Whether a value has another text in another culture; a count has none, since it has no sign.</summary>
    private static bool DependsOnCulture(IOperation value) =>
        value is not IPropertyReferenceOperation { Property.Name: "Count" or "Length" } && DependsOnCulture(value.Type);

    private static bool DependsOnCulture(ITypeSymbol? type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            type = nullable.TypeArguments[0];
        }

        return type is not null and not { TypeKind: TypeKind.Enum }
            && (type.SpecialType is SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_Int32
                or SpecialType.System_Int64 or SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal
                or SpecialType.System_DateTime or SpecialType.System_IntPtr
            || (type.ContainingNamespace is { Name: "System" or "Numerics" }
                && type.Name is "DateTimeOffset" or "DateOnly" or "TimeOnly" or "Int128" or "Half" or "BigInteger"));
    }

    private static CSharpCompilation Compile(string project)
    {
        const string ImplicitUsings =
            """
            global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
            global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
            global using QuestDb.Shared.Wire;
            """;
        IEnumerable<string> files = new[] { project, "Shared" }
            .SelectMany(static folder => Directory.EnumerateFiles(
                Path.Combine(RepositoryFolder.Root, "src", folder), "*.cs", SearchOption.AllDirectories))
            .Where(static path => !SourceFiles.IsGenerated(path));
        return Compilation(files.Select(static path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), s_options, path))
            .Prepend(CSharpSyntaxTree.ParseText(ImplicitUsings, s_options)));
    }

    private static CSharpCompilation Compilation(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create("Text", trees,
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(static path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
}
