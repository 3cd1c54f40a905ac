namespace QuestDb.Analyzers.Tests.Rules;

public class NoColumnsTests
{
    [Fact]
    public Task Type_without_columns_is_reported_at_its_name() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t")]
        public partial class {|QDB0018:Row|}
        {
            public int Computed => 1;
        }
        """, message: "no member that can be a column");
}
