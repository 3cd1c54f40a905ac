namespace QuestDb.Analyzers.Tests.Rules;

public class MemberNotMappableTests
{
    [Fact]
    public Task Marked_member_without_a_setter_is_reported_at_its_name() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial class Row
        {
            public int A { get; set; }
            [QuestColumn("twice")] public int {|QDB0016:Twice|} => A * 2;
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
            [QuestColumn("a")] public int {|QDB0016:A|} { set => _a = value; }
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

    [Fact]
    public Task Marked_member_that_has_no_name_of_its_own_is_reported() => AnalyzerRun.VerifyAsync("""
        public interface IPriced { double Price { get; set; } }

        [QuestRow]
        public partial class Row : IPriced
        {
            public int A { get; set; }
            [QuestColumn("price")] double IPriced.{|QDB0016:Price|} { get; set; }
            [QuestColumn("item")] public int {|QDB0016:this|}[int i] { get => i; set { } }
        }
        """, message: "marked as a column, but it");

    [Fact]
    public Task Member_that_is_hidden_is_no_column() => AnalyzerRun.VerifyAsync("""
        public class Base
        {
            public int A { get; set; }
            public int B { get; set; }
            public int C { get; set; }
            public int D { get; set; }
        }

        [QuestTable("t", ServerTime = true)]
        public partial class Row : Base
        {
            public new static int A { get; set; }
            public new int B() => 1;
            private new object C { get; set; } = 1;
        }
        """);

    [Fact]
    public Task Private_member_of_a_base_type_hides_nothing() => AnalyzerRun.VerifyAsync("""
        public class Base { public int A { get; set; } }

        public class Middle : Base { private new int A() => 1; public int Use() => A(); }

        [QuestRow]
        public partial class Row : Middle;
        """);
}
