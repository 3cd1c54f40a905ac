using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using QuestDb.Analyzers.Rules;
using QuestDb.Generators;

namespace QuestDb.Analyzers.Tests;

/// <summary>Compiles source with the generator and all analyzers, as the compiler of a user does.</summary>
internal static class AnalyzerRun
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = [.. typeof(MappingAnalyzer).Assembly.GetTypes()
        .Where(static type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
        .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];

    /// <summary>Checks that the marked diagnostics and no others appear, and that nothing else is wrong with the source.</summary>
    /// <param name="markup">Source with marks.</param>
    /// <param name="message">What the message of every diagnostic contains.</param>
    public static async Task VerifyAsync(string markup, string message = "")
    {
        (string source, string[] expected) = Markup.Parse(markup);
        CSharpCompilation compilation = TestCompilation.Create(source);
        SyntaxTree tree = compilation.SyntaxTrees[^1];
        ImmutableArray<Diagnostic> diagnostics = await RunAsync(compilation);

        Assert.Equal(expected, diagnostics.Where(diagnostic => diagnostic.Location.SourceTree == tree)
            .OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start)
            .Select(diagnostic => Markup.Describe(diagnostic.Id,
                source.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length),
                diagnostic.Location.SourceSpan.Start)));
        Assert.Equal(expected.Length, diagnostics.Length);
        Assert.All(diagnostics,
            diagnostic => Assert.Contains(message, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>
    /// Warnings and errors of the compiler and of the analyzers, also in generated code; missing documentation is a concern only where
    /// that is asked for.
    /// </summary>
    public static async Task<ImmutableArray<Diagnostic>> RunAsync(Compilation compilation, bool withDocumentation = false)
    {
        CSharpGeneratorDriver.Create([new QuestTableGenerator().AsSourceGenerator()],
                parseOptions: (CSharpParseOptions)compilation.SyntaxTrees.First().Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> ofGenerator);
        ImmutableArray<Diagnostic> diagnostics = await output.WithAnalyzers(Analyzers).GetAllDiagnosticsAsync();
        return [.. ofGenerator.Concat(diagnostics).Where(diagnostic =>
            diagnostic.Severity >= DiagnosticSeverity.Warning && (withDocumentation || diagnostic.Id != "CS1591"))];
    }
}
