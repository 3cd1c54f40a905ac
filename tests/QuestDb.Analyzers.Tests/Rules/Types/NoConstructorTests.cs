namespace QuestDb.Analyzers.Tests.Rules;

public class NoConstructorTests
{
    [Fact]
    public Task Parameter_without_a_member_is_named() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial class {|QDB0008:Row|}
        {
            public Row(string csv, int price) => Price = price;
            public int Price { get; set; }
        }
        """, message: "the parameter 'csv'");

    [Fact]
    public Task Parameter_of_another_type_does_not_match() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial class {|QDB0008:Row|}(long price)
        {
            public int Price { get; set; } = (int)price;
        }
        """, message: "the parameter 'price'");

    [Fact]
    public Task Ignored_positional_parameter_needs_a_default() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial record {|QDB0008:Row|}(int A, [QuestIgnore] int B);

        [QuestRow]
        public partial record Fine(int A, [QuestIgnore] int B = 5);
        """, message: "the parameter 'B'");

    [Fact]
    public Task Two_parameters_for_one_member_do_not_match() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial class {|QDB0008:Row|}
        {
            public Row(int price, int Price) => this.Price = price + Price;
            public int Price { get; }
        }
        """, message: "the parameter 'Price'");

    [Fact]
    public Task Constructor_by_ref_or_out_is_no_way_to_read() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial class {|QDB0008:ByRef|}
        {
            public ByRef(ref int a) => A = a;
            public int A { get; set; }
        }

        [QuestRow]
        public partial class {|QDB0008:ByOut|}
        {
            public ByOut(out int a) => a = A;
            public int A { get; set; }
        }

        [QuestRow]
        public partial class {|QDB0008:ByReadOnlyRef|}
        {
            public ByReadOnlyRef(ref readonly int a) => A = a;
            public int A { get; set; }
        }

        [QuestRow]
        public partial class ByIn
        {
            public ByIn(ref int a, int b) => A = a + b;
            public ByIn(in int a) => A = a;
            public int A { get; }
            public int B { get; set; }
        }
        """, message: "the parameter 'a'");

    [Fact]
    public Task Constructor_that_is_an_error_to_use_is_passed_over() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial class First
        {
            [Obsolete("gone", true)] public First(int a, string b) { A = a; B = b; }
            public First(int a) => A = a;
            public int A { get; }
            public string B { get; set; } = "";
        }

        [QuestRow]
        [method: Obsolete("gone", true)]
        public partial class Second(int a)
        {
            [Obsolete("old")] public Second() : this(5) { }
            public int A { get; set; } = a;
        }
        """);

    [Fact]
    public Task Only_constructor_that_is_an_error_to_use_is_reported() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial class {|QDB0008:Row|}
        {
            [Obsolete("gone", true)] public Row() { }
            public int A { get; set; }
        }

        [QuestRow, Obsolete("all of it")]
        public partial class Gone
        {
            [Obsolete("gone", true)] public Gone() { }
            public int A { get; set; }
        }
        """, message: "[Obsolete] makes every use of its constructor an error");

    [Fact]
    public Task Constructor_that_sets_what_a_table_can_not_write_is_reported() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t", ServerTime = true)]
        public partial class {|QDB0008:Row|}(int a)
        {
            private int _a = a;
            public int A { set => _a = value; }
            public int B { get; set; }
            public int Sum() => _a + B;
        }
        """, message: "sets 'A', which is no column, as writing needs a getter");
}
