namespace QuestDb.Analyzers.Tests.Rules;

public class IgnoredMemberNeedsValueTests
{
    [Fact]
    public Task Ignored_required_member_is_reported_at_its_name() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial class Row
        {
            public int A { get; set; }
            [QuestIgnore] public required string {|QDB0017:B|} { get; set; }
        }
        """, message: "remove [QuestIgnore] or 'required'");
}
