using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace QuestDb.Generators.Tests;

/// <summary>Runs the generator.</summary>
internal static class GeneratorRun
{
    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new QuestTableGenerator().AsSourceGenerator()],
        parseOptions: TestCompilation.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The generated sources of a compilation by file name, and the compilation with them.</summary>
    public static (SortedDictionary<string, string> Sources, Compilation Output) Generate(params string[] sources) =>
        Generate(TestCompilation.Create(sources));

    /// <inheritdoc cref="Generate(string[])"/>
    public static (SortedDictionary<string, string> Sources, Compilation Output) Generate(Compilation compilation)
    {
        GeneratorDriver driver = Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        GeneratorRunResult result = Assert.Single(driver.GetRunResult().Results);
        Assert.Null(result.Exception);
        Assert.Empty(result.Diagnostics);
        var generated = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (GeneratedSourceResult source in result.GeneratedSources) generated.Add(source.HintName, source.SourceText.ToString());
        return (generated, output);
    }

    /// <summary>Warnings and errors, also in generated code.</summary>
    public static IEnumerable<Diagnostic> Problems(Compilation compilation) =>
        compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
}
