using QuestDb.Analyzers.CodeFixes.Rules;

namespace QuestDb.Analyzers.Tests.Rules;

public class TypeNotPartialTests
{
    [Fact]
    public Task Type_that_is_not_partial_is_reported_at_its_name() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t")]
        public record struct {|QDB0001:Trade|}(double Price, [Designated] DateTime Ts);
        """, message: "'Trade' must be partial");

    [Fact]
    public Task Containing_types_are_reported_too() => AnalyzerRun.VerifyAsync("""
        class {|QDB0001:Outer|}
        {
            partial struct Middle
            {
                [QuestRow] public record {|QDB0001:Row|}(int X);
            }
        }
        """, message: "mapping of 'Row'");

    [Fact]
    public Task Partial_type_is_not_reported() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t")]
        public partial record struct Trade(double Price, [Designated] DateTime Ts);
        """);

    [Fact]
    public async Task Fix_makes_the_type_and_the_types_around_it_partial() => Assert.Equal(
        """
        class Plain { }

        // A comment stays.
        static partial class Outer
        {
            partial struct Middle
            {
                [QuestRow]
                public readonly partial record struct Row(int X);
            }
        }
        """,
        await FixRun.ApplyAsync(new TypeNotPartialFix(), """
        class Plain { }

        // A comment stays.
        static class Outer
        {
            struct Middle
            {
                [QuestRow]
                public readonly record struct Row(int X);
            }
        }
        """, atLast: true));

    [Fact]
    public async Task Fix_keeps_the_indentation_of_a_type_without_modifiers() => Assert.Equal(
        """
        [QuestRow]
        // The row.
        partial record Row(int X);
        """,
        await FixRun.ApplyAsync(new TypeNotPartialFix(), """
        [QuestRow]
        // The row.
        record Row(int X);
        """));

    [Fact]
    public async Task Fixed_type_is_not_reported()
    {
        string? after = await FixRun.ApplyAsync(new TypeNotPartialFix(), "[QuestRow] record Row(int X);");
        await AnalyzerRun.VerifyAsync(after!);
    }
}
