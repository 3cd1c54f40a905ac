namespace QuestDb.Analyzers.Tests.Rules;

public class ConflictingAttributesTests
{
    [Fact]
    public Task Two_attributes_that_select_a_type_are_reported_at_the_second() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial record struct Row([TimestampMicros, {|QDB0011:TimestampNanos|}] long Value);
        """, message: "[TimestampMicros] already");

    [Fact]
    public Task Attribute_of_another_type_is_reported() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial record struct Row([{|QDB0011:TimestampNanos|}] int Value, [{|QDB0011:DateMillis|}] DateOnly Other);
        """, message: "doesn't go with the type");

    [Fact]
    public Task Attributes_of_new_types_on_others_are_reported() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial record struct Row(
            [{|QDB0011:Varchar|}] string A, [{|QDB0011:IPv4|}] int B, [{|QDB0011:Decimal(18, 2)|}] double C,
            [{|QDB0011:GeoHash(5)|}] long D, [{|QDB0011:Dimensions(2)|}] double[] E, [{|QDB0011:Dimensions(2)|}] int F,
            [{|QDB0011:TimestampNanos|}] DayOfWeek G, [Symbol, {|QDB0011:Varchar|}] byte[] H);
        """);

    [Fact]
    public Task Attribute_on_an_ignored_member_is_reported() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial class Row
        {
            public int A { get; set; }
            [QuestIgnore, {|QDB0011:Symbol|}] public string? B { get; set; }
        }
        """, message: "left out by [QuestIgnore]");

    [Fact]
    public Task Designated_in_a_result_row_is_reported() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial record struct Row([{|QDB0011:Designated|}] DateTime Ts);
        """, message: "only a query result");

    [Fact]
    public Task Table_and_row_at_once_is_reported() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t"), {|QDB0011:QuestRow|}]
        public partial record struct Row([Designated] DateTime Ts);
        """, message: "[QuestRow] is for types without a table");

    [Fact]
    public Task Obsolete_member_whose_use_is_an_error_is_reported_at_the_attribute() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t", ServerTime = true)]
        public partial record struct Row([property: {|QDB0011:Obsolete("gone", true)|}] int A, [property: Obsolete("old")] int B)
        {
            [QuestIgnore, Obsolete("gone", true)] public int C { get; set; }
        }
        """, message: "mark the member [QuestIgnore]");

    [Fact]
    public Task Obsolete_accessor_whose_use_is_an_error_is_reported_at_the_attribute() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t", ServerTime = true)]
        public partial class Table(int c)
        {
            public int A { get; [{|QDB0011:Obsolete("gone", true)|}] set; }
            public int B { [{|QDB0011:Obsolete("gone", true)|}] get; set; }
            public int C { get; [Obsolete("gone", true)] set; } = c;
            public int D { get; [Obsolete("old")] set; }
        }

        [QuestRow]
        public partial class Row
        {
            public int A { get; [{|QDB0011:Obsolete("gone", true)|}] set; }
            public int B { [Obsolete("gone", true)] get; set; }
        }
        """, message: "mark the member [QuestIgnore]");

    [Fact]
    public Task Obsolete_member_that_a_row_is_read_without_is_fine() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial record struct Row([property: Obsolete("gone", true)] int A);

        [QuestTable("t", ServerTime = true), Obsolete("all of it")]
        public partial class Gone
        {
            [Obsolete("gone", true)] public int A { get; set; }
        }
        """);

    [Fact]
    public Task Override_is_obsolete_as_the_member_that_it_overrides_is() => AnalyzerRun.VerifyAsync("""
        public class Base
        {
            public virtual int A { get; [{|QDB0011:Obsolete("gone", true)|}] set; }
            public virtual int B { get; set; }
        }

        #pragma warning disable CS0672, CS0809
        [QuestRow]
        public partial class Row : Base
        {
            public override int A { get => 1; set { } }
            public override int B { get; [Obsolete("gone", true)] set; }
        }
        """);
}
