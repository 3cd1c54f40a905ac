namespace QuestDb.Analyzers.Tests.Rules;

public class UnknownDedupKeyTests
{
    [Fact]
    public Task Key_that_is_no_column_is_reported_at_the_keys() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t", DedupKeys = {|QDB0014:["ts", "sym"]|})]
        public partial record struct Trade([Symbol] string Symbol, [Designated] DateTime Ts);
        """, message: "names 'sym'");

    [Fact]
    public Task Keys_are_compared_without_case() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t", DedupKeys = new[] { "TS", "symbol" })]
        public partial record struct Trade([Symbol] string Symbol, [Designated] DateTime Ts);
        """);

    [Fact]
    public Task Timestamp_of_the_server_is_a_column() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t", ServerTime = true, DedupKeys = ["timestamp", "symbol"])]
        public partial record struct Trade([Symbol] string Symbol);
        """);
}
