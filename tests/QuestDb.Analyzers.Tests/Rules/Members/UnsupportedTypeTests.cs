using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace QuestDb.Analyzers.Tests.Rules;

public class UnsupportedTypeTests
{
    [Fact]
    public Task Type_without_a_column_is_reported_at_the_member() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial record struct Row(object {|QDB0004:Value|}, int X)
        {
            public List<int>? {|QDB0004:Items|} { get; init; }
            public int X2 { get; init; }
        }
        """, message: "no column holds");

    [Theory]
    [InlineData("double[][]", "jagged")]
    [InlineData("double[][,]", "jagged")]
    [InlineData("double[,,,]", "[Dimensions]")]
    [InlineData("float[]", "double[]")]
    [InlineData("string[]", "[Converter]")]
    [InlineData("ulong", "LONG")]
    [InlineData("Huge", "[Symbol]")]
    [InlineData("List<double>", "[Converter]")]
    [InlineData("ReadOnlyMemory<float>", "[Converter]")]
    public Task Type_that_comes_close_is_told_what_to_use(string type, string hint) => AnalyzerRun.VerifyAsync($$"""
        public enum Huge : ulong { A }

        [QuestRow]
        public partial class Row
        {
            public {{type}}? {|QDB0004:Value|};
        }
        """, message: hint);

    [Fact]
    public Task Enum_is_the_integer_that_it_is() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial record struct Row(DayOfWeek Day);
        """);

    [Fact]
    public Task Type_parameter_is_reported() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial record struct Row<T>(T {|QDB0004:Value|});
        """, message: "'T'");

    [Fact]
    public Task Unknown_type_is_left_to_the_compiler() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial record struct Row({|CS0246:Missing|} Value);
        """, message: "Missing");

    [Fact]
    public Task Uses_of_the_type_get_no_second_error() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t", ServerTime = true)]
        public partial record struct Row(object {|QDB0004:Value|});

        static class Use
        {
            static object Schema<T>() where T : QuestDb.Mapping.IQuestTable<T> => T.TableSchema;
            static object Run() => Schema<Row>();
        }
        """);

    [Theory]
    [InlineData("List<>")]
    [InlineData("Dictionary<int,>")]
    [InlineData("List<List<>>")]
    [InlineData("List<>[]")]
    [InlineData("(List<>, int)")]
    [InlineData("List<>?")]
    [InlineData("Missing<>")]
    [InlineData("delegate*<void>")]
    [InlineData("int*")]
    [InlineData("var")]
    [InlineData("void")]
    [InlineData("ref int")]
    public async Task Unfinished_type_arguments_end_neither_generator_nor_analyzers(string type)
    {
        string source = $$"""
            [QuestRow] public partial class Broken { public {{type}} X { get; set; } [Converter(typeof({{type}}))] public {{type}} Y; }
            [QuestRow] public partial class Other { private Other({{type}} x) { } public {{type}} X { get; } }
            [QuestRow] public partial class Whole { public int A { get; set; } }
            """;
        ImmutableArray<Diagnostic> diagnostics = await AnalyzerRun.RunAsync(TestCompilation.Create(source));
        Assert.DoesNotContain(diagnostics, static diagnostic => diagnostic.Id is "AD0001" or "CS8785");
        Assert.DoesNotContain(diagnostics, static diagnostic => diagnostic.ToString().Contains("Whole", StringComparison.Ordinal));
    }
}
