namespace QuestDb.Analyzers.Tests.Rules;

public class MemberNotMappableTests
{
    [Fact]
    public Task Marked_member_without_a_setter_is_reported_at_its_name() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial class Row
        {
            public int A { get; set; }
            [Column("twice")] public int {|QDB0016:Twice|} => A * 2;
            [Symbol] public static string? {|QDB0016:Shared|} { get; set; }
        }
        """, message: "marked as a column, but");

    [Fact]
    public Task Marked_member_without_a_getter_is_reported_in_a_table() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t", ServerTime = true)]
        public partial class Row
        {
            private int _a;
            public int B { get; set; }
            [Column("a")] public int {|QDB0016:A|} { set => _a = value; }
            public int Sum() => _a + B;
        }
        """, message: "needs a getter");

    [Fact]
    public Task Unmarked_computed_property_is_left_out() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial class Row
        {
            public int A { get; set; }
            public object Twice => A * 2;
            public int this[int i] => i;
        }
        """);
}
