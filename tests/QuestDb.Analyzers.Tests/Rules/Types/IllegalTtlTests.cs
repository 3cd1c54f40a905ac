namespace QuestDb.Analyzers.Tests.Rules;

public class IllegalTtlTests
{
    [Fact]
    public Task Text_that_is_no_time_to_live_is_reported_at_its_argument() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t", Ttl = {|QDB0019:"soon"|})]
        public partial record struct A([Designated] DateTime Ts);

        [QuestTable("t", Ttl = {|QDB0019:"1h; DROP TABLE t"|})]
        public partial record struct B([Designated] DateTime Ts);

        [QuestTable("t", Ttl = {|QDB0019:"12782641w"|})]
        public partial record struct C([Designated] DateTime Ts);
        """, message: "a number with a unit");

    [Fact]
    public Task Spellings_of_QuestDB_are_fine() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t", Ttl = "12h")]
        public partial record struct A([Designated] DateTime Ts);

        [QuestTable("t", Ttl = "2 WEEKS")]
        public partial record struct B([Designated] DateTime Ts);
        """);

    [Fact]
    public Task Spaces_around_are_refused_as_the_runtime_does() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t", Ttl = {|QDB0019:" 12h"|})]
        public partial record struct A([Designated] DateTime Ts);

        [QuestTable("t", Ttl = {|QDB0019:"12h\n"|})]
        public partial record struct B([Designated] DateTime Ts);
        """);
}
