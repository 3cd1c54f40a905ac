using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace QuestDb.Generators.Tests.Caching;

public class CachingTests
{
    private const string Types = """
        namespace Demo;

        public enum Side { Buy, Sell }

        [QuestTable("trades", DedupKeys = ["ts"])]
        public partial record struct Trade([Symbol] string Symbol, [Symbol] Side Side, double Price, [Designated] DateTime Ts);

        [QuestRow]
        public partial class Bar
        {
            public double Open { get; set; }
        }
        """;

    [Fact]
    public void Edit_in_another_file_changes_nothing() => AssertAll(
        Reasons(Types,
            static compilation => compilation.AddSyntaxTrees(TestCompilation.Parse("class Unrelated { int X; }", "/src/other.cs"))),
        IncrementalStepRunReason.Cached,
        IncrementalStepRunReason.Unchanged);

    [Fact]
    public void Edit_in_the_same_file_beside_the_mapping_changes_nothing() => AssertAll(
        Reasons(Types,
            static compilation => Replace(compilation, "namespace Demo;", "namespace Demo;\n\n// A comment moves every location.\n")),
        IncrementalStepRunReason.Cached,
        IncrementalStepRunReason.Unchanged);

    [Fact]
    public void Edit_of_a_computed_member_changes_nothing() => AssertAll(
        Reasons(Types, static compilation => Replace(compilation, "public double Open { get; set; }",
            "public double Open { get; set; } public double Twice => Open * 2;")),
        IncrementalStepRunReason.Cached,
        IncrementalStepRunReason.Unchanged);

    [Theory]
    [InlineData("double Price", "float Price")]
    [InlineData("\"trades\"", "\"trades2\"")]
    [InlineData("Buy, Sell", "Sell, Buy")]
    [InlineData("DedupKeys = [\"ts\"]", "DedupKeys = [\"ts\", \"symbol\"]")]
    [InlineData("[Designated] DateTime Ts", "DateTime Ts")]
    public void Edit_of_a_table_modifies_its_model_and_no_other(string before, string after)
    {
        Dictionary<string, IncrementalStepRunReason[]> reasons = Reasons(Types, compilation => Replace(compilation, before, after));
        Assert.Equal([IncrementalStepRunReason.Modified], reasons[TrackingNames.Tables]);
        Assert.All(reasons[TrackingNames.Rows],
            static reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    }

    [Fact]
    public void Edit_of_an_enum_in_another_file_modifies_the_model()
    {
        const string Use = """
            [QuestRow]
            public partial record struct Row([Symbol] Side Side);
            """;
        CSharpCompilation compilation = TestCompilation.Create(Use, "public enum Side { Buy }");
        Dictionary<string, IncrementalStepRunReason[]> reasons = Reasons(compilation, static c => Replace(c, "Buy", "Buy, Sell"));
        Assert.Equal([IncrementalStepRunReason.Modified], reasons[TrackingNames.Rows]);
    }

    private static Dictionary<string, IncrementalStepRunReason[]> Reasons(string source, Func<CSharpCompilation, CSharpCompilation> edit) =>
        Reasons(TestCompilation.Create(source), edit);

    /// <summary>Why each named step and each output ran after an edit.</summary>
    private static Dictionary<string, IncrementalStepRunReason[]> Reasons(
        CSharpCompilation compilation, Func<CSharpCompilation, CSharpCompilation> edit)
    {
        GeneratorDriver driver = GeneratorRun.Driver().RunGenerators(compilation).RunGenerators(edit(compilation));
        GeneratorRunResult result = Assert.Single(driver.GetRunResult().Results);
        Assert.NotEmpty(result.GeneratedSources);
        return result.TrackedSteps.Where(static step => TrackingNames.All.Contains(step.Key))
            .Concat(result.TrackedOutputSteps)
            .ToDictionary(static step => step.Key,
                static step => step.Value.SelectMany(static run => run.Outputs).Select(static output => output.Reason).ToArray());
    }

    private static CSharpCompilation Replace(CSharpCompilation compilation, string before, string after)
    {
        SyntaxTree tree = compilation.SyntaxTrees.Single(tree => tree.ToString().Contains(before, StringComparison.Ordinal));
        return compilation.ReplaceSyntaxTree(tree,
            TestCompilation.Parse(tree.ToString().Replace(before, after, StringComparison.Ordinal), tree.FilePath));
    }

    private static void AssertAll(Dictionary<string, IncrementalStepRunReason[]> reasons, params IncrementalStepRunReason[] allowed)
    {
        Assert.Superset(TrackingNames.All.ToHashSet(), reasons.Keys.ToHashSet());
        Assert.All(reasons, step => Assert.All(step.Value, reason => Assert.Contains(reason, allowed)));
    }
}
