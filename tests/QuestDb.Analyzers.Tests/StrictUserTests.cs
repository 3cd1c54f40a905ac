using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace QuestDb.Analyzers.Tests;

/// <summary>
/// The odd types of the project <c>QuestDb.StrictUser</c>, which the build of the solution checks with the analyzers of the SDK, with
/// each version of C# that mapped types can be written in.
/// </summary>
public partial class StrictUserTests
{
    private const string Folder = "StrictUser/";

    [Theory]
    [InlineData("11")]
    [InlineData("12")]
    [InlineData("13")]
    [InlineData("14")]
    [InlineData("preview")]
    public async Task Odd_types_build_without_a_warning_in_a_strict_project(string version)
    {
        Assert.True(LanguageVersionFacts.TryParse(version, out LanguageVersion language));
        int number = language == LanguageVersion.Preview ? int.MaxValue : int.Parse(version);
        string[] sources = [.. Sources(number)];
        CSharpCompilation compilation = TestCompilation.Create(TestCompilation.ParseOptions.WithLanguageVersion(language), sources);
        compilation = compilation.WithOptions(compilation.Options.WithAllowUnsafe(true));

        ImmutableArray<Diagnostic> problems = await AnalyzerRun.RunAsync(compilation, withDocumentation: true);
        Assert.True(problems.IsEmpty, string.Join("\n", problems.Take(50)));
        Assert.InRange(sources.Sum(static source => MappedType().Count(source)), 80, 200);
    }

    /// <summary>The sources, of those under <c>Versions</c> the ones that a version can read.</summary>
    private static IEnumerable<string> Sources(int version)
    {
        foreach (string name in typeof(StrictUserTests).Assembly.GetManifestResourceNames())
        {
            if (!name.StartsWith(Folder, StringComparison.Ordinal)) continue;
            if (Version().Match(name) is { Success: true } match && int.Parse(match.Groups[1].Value) > version) continue;
            using var reader = new StreamReader(typeof(StrictUserTests).Assembly.GetManifestResourceStream(name)!);
            yield return reader.ReadToEnd();
        }
    }

    [GeneratedRegex(@"CSharp(\d+)$")]
    private static partial Regex Version();

    [GeneratedRegex(@"^ *\[Quest(Table|Row)\b", RegexOptions.Multiline)]
    private static partial Regex MappedType();
}
