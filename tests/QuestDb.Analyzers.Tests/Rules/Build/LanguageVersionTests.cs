using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace QuestDb.Analyzers.Tests.Rules;

public class LanguageVersionTests
{
    private const string Types = """
        [QuestRow]
        public partial record struct B(int X);

        [QuestTable("t", ServerTime = true)]
        public partial class A
        {
            public int X { get; set; }
        }

        public class Unmapped { }
        """;

    [Fact]
    public async Task Language_version_10_is_one_error_and_not_one_for_each_generated_line()
    {
        Diagnostic error = Assert.Single(await RunAsync(LanguageVersion.CSharp10, Types));
        Assert.Equal("QDB0900", error.Id);
        Assert.Equal("A", Types.Substring(error.Location.SourceSpan.Start, error.Location.SourceSpan.Length));
        Assert.Contains("needs C# 11 or later, but the project is built with C# 10.0", error.GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp11)]
    [InlineData(LanguageVersion.CSharp12)]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.Preview)]
    public async Task Language_version_since_C_sharp_11_is_no_error(LanguageVersion version) =>
        Assert.Empty(await RunAsync(version, Types));

    [Fact]
    public async Task Project_without_mapped_types_may_have_any_language_version() =>
        Assert.Empty(await RunAsync(LanguageVersion.CSharp10, "public class Unmapped { }"));

    private static Task<ImmutableArray<Diagnostic>> RunAsync(LanguageVersion version, string source) =>
        AnalyzerRun.RunAsync(TestCompilation.Create(TestCompilation.ParseOptions.WithLanguageVersion(version), source));
}
