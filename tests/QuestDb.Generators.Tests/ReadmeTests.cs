using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using QuestDb.Testing;
using QuestDb.Testing.Faults;
using QuestDb.TestSupport;

namespace QuestDb.Generators.Tests;

/// <summary>The code that a new user copies first is a program that compiles, and does what the front page says.</summary>
public partial class ReadmeTests
{
    [Theory]
    [InlineData("repository README")]
    [InlineData("package README")]
    public void Code_of_the_front_page_compiles(string page)
    {
        // A page has no room for XML comments.
        Assert.DoesNotContain(GeneratorRun.Problems(Compile(CodeOf(page))), static problem => problem.Id != "CS1591");
    }

    [Fact]
    public async Task Rows_that_the_server_rejects_are_set_aside_mended_and_accepted_as_the_front_page_shows()
    {
        using var folder = new TempFolder();
        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        // The first block's rows are taken, those of the second one are refused once.
        server.Faults.Add(Fault.Reject(0x03, "this price has too many digits [column=price]").After(1));
        string code = CodeOf("repository README");
        Assert.Contains("ws::addr=localhost:9000;", code);
        Assert.Contains("/var/lib/app/rows", code);
        code = code.Replace("ws::addr=localhost:9000;", server.ConnectString, StringComparison.Ordinal)
            .Replace("/var/lib/app/rows", folder["rows"], StringComparison.Ordinal);

        using var program = new MemoryStream();
        Assert.True(Compile(code).Emit(program).Success);
        MethodInfo main = Assembly.Load(program.ToArray()).EntryPoint!;
        await Task.Run(() => main.Invoke(null, [Array.Empty<string>()])).WaitAsync(Poll.DefaultDeadline);

        Assert.Equal((1L, 2L), (server.Stats.Rejections, server.RowCount("trades")));
        Assert.Empty(Directory.GetFiles(folder["rows"], "*.sfa", SearchOption.AllDirectories));
    }

    private static string CodeOf(string page)
    {
        using var reader = new StreamReader(typeof(ReadmeTests).Assembly.GetManifestResourceStream(page)!);
        string[] blocks = [.. CodeBlock().Matches(reader.ReadToEnd()).Select(static block => block.Groups[1].Value)];
        Assert.NotEmpty(blocks);
        // Further blocks go on in the program of the first, which ends with its types.
        int types = blocks[0].IndexOf("\n[QuestTable", StringComparison.Ordinal);
        return blocks[0].Insert(types, "\n" + string.Concat(blocks[1..]));
    }

    private static Compilation Compile(string code)
    {
        CSharpCompilation program = TestCompilation.Create(code);
        program = program.WithOptions(program.Options.WithOutputKind(OutputKind.ConsoleApplication));
        GeneratorRun.Driver().RunGeneratorsAndUpdateCompilation(program, out Compilation output, out _);
        return output;
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
