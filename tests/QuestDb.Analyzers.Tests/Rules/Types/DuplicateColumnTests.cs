namespace QuestDb.Analyzers.Tests.Rules;

public class DuplicateColumnTests
{
    [Fact]
    public Task Same_name_but_for_case_is_reported_at_the_second_member() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial class Row
        {
            public int Price { get; set; }
            public int {|QDB0006:PRICE|} { get; set; }
        }
        """, message: "'Price' has already");

    [Fact]
    public Task Names_that_Java_folds_and_dotnet_does_not_are_one_column() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial record struct Row(
            [QuestColumn("k")] int A, [QuestColumn({|QDB0006:"\u212a"|})] int B,
            [QuestColumn("\u00df")] int C, [QuestColumn({|QDB0006:"\u1e9e"|})] int D);
        """, message: "has already");

    [Fact]
    public Task Named_column_is_reported_at_its_name() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial record struct Row(int Price, [QuestColumn({|QDB0006:"PRICE"|})] int Other);
        """, message: "'PRICE'");
}
