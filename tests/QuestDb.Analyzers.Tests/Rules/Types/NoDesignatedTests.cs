namespace QuestDb.Analyzers.Tests.Rules;

public class NoDesignatedTests
{
    [Fact]
    public Task Table_without_designated_timestamp_is_reported_at_its_name() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t")]
        public partial record struct {|QDB0002:Trade|}(double Price, DateTime Ts);
        """, message: "[QuestTable(ServerTime = true)]");

    [Fact]
    public Task Server_time_needs_no_designated_timestamp() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t", ServerTime = true)]
        public partial record struct Trade(double Price);
        """);

    [Fact]
    public Task Result_row_needs_no_designated_timestamp() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial record struct Trade(double Price);
        """);

    [Fact]
    public Task Attribute_on_the_backing_field_counts() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t")]
        public partial record struct A([field: Symbol] string Symbol, [field: Designated] DateTime Ts);

        [QuestTable("t")]
        public partial class B
        {
            [field: Designated]
            public DateTime Ts { get; set; }
        }
        """);

    [Fact]
    public Task Type_in_several_parts_is_reported_where_the_attribute_is() => AnalyzerRun.VerifyAsync("""
        public partial class Row
        {
            public int A { get; set; }
        }

        [QuestTable("t")]
        public partial class {|QDB0002:Row|}
        {
        }
        """);
}
