namespace QuestDb.Analyzers.Tests.Rules;

public class DesignatedOnOtherTypeTests
{
    [Fact]
    public Task Designated_on_a_number_or_a_nullable_is_reported_at_the_attribute() => AnalyzerRun.VerifyAsync("""
        [QuestTable("a")]
        public partial record struct A([{|QDB0009:Designated|}] long Ts);

        [QuestTable("b")]
        public partial record struct B([{|QDB0009:Designated|}] DateTime? Ts);

        [QuestTable("c")]
        public partial record struct C([{|QDB0009:Designated|}] DateOnly Ts);
        """, message: "not nullable");

    [Fact]
    public Task Long_with_a_unit_is_fine() => AnalyzerRun.VerifyAsync("""
        [QuestTable("a")]
        public partial record struct A([Designated, TimestampMicros] long Ts);
        """);
}
