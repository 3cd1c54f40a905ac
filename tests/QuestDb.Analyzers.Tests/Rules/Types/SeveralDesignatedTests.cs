namespace QuestDb.Analyzers.Tests.Rules;

public class SeveralDesignatedTests
{
    [Fact]
    public Task Second_designated_timestamp_is_reported_at_its_attribute() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t")]
        public partial record struct Trade([Designated] DateTime Ts, [{|QDB0003:Designated|}] DateTime Other);
        """, message: "'Ts' is it already");
}
