using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace QuestDb.Generators.Tests;

/// <summary>The code that a new user copies first is a program that compiles.</summary>
public partial class ReadmeTests
{
    [Theory]
    [InlineData("repository README")]
    [InlineData("package README")]
    public void Code_of_the_front_page_compiles(string page)
    {
        using var reader = new StreamReader(typeof(ReadmeTests).Assembly.GetManifestResourceStream(page)!);
        string[] blocks = [.. CodeBlock().Matches(reader.ReadToEnd()).Select(static block => block.Groups[1].Value)];
        Assert.NotEmpty(blocks);
        // Further blocks go on in the program of the first, which ends with its types.
        int types = blocks[0].IndexOf("\n[QuestTable", StringComparison.Ordinal);
        string code = blocks[0].Insert(types, "\n" + string.Concat(blocks[1..]));

        CSharpCompilation program = TestCompilation.Create(code);
        program = program.WithOptions(program.Options.WithOutputKind(OutputKind.ConsoleApplication));
        GeneratorRun.Driver().RunGeneratorsAndUpdateCompilation(program, out Compilation output, out _);
        // A page has no room for XML comments.
        Assert.DoesNotContain(GeneratorRun.Problems(output), static problem => problem.Id != "CS1591");
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
