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
    public Task Named_column_is_reported_at_its_name() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial record struct Row(int Price, [QuestColumn({|QDB0006:"PRICE"|})] int Other);
        """, message: "'PRICE'");
}
