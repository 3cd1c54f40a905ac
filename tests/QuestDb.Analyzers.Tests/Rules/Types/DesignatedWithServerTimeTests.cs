namespace QuestDb.Analyzers.Tests.Rules;

public class DesignatedWithServerTimeTests
{
    [Fact]
    public Task Designated_with_server_time_is_reported_at_the_attribute() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t", ServerTime = true)]
        public partial record struct Trade([{|QDB0012:Designated|}] DateTime Ts, double Price);
        """, message: "lets the server stamp");
}
