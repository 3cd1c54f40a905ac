namespace QuestDb.Analyzers.Tests.Rules;

public class EnumNamesTests
{
    [Fact]
    public Task Same_name_twice_is_reported_at_the_symbol_attribute() => AnalyzerRun.VerifyAsync("""
        public enum Side { [SymbolName("b")] Buy, b }

        [QuestRow]
        public partial record struct Row([{|QDB0013:Symbol|}] Side Side);
        """, message: "Side.Buy and Side.b have the same name");

    [Fact]
    public Task Empty_name_is_reported() => AnalyzerRun.VerifyAsync("""
        public enum Side { [SymbolName("")] Buy }

        [QuestRow]
        public partial record struct Row([{|QDB0013:Symbol|}] Side Side);
        """, message: "Side.Buy has an empty name");

    [Fact]
    public Task Enum_without_members_is_reported() => AnalyzerRun.VerifyAsync("""
        public enum Side { }

        [QuestRow]
        public partial record struct Row([{|QDB0013:Symbol|}] Side? Side);
        """, message: "has no members");

    [Fact]
    public Task Names_that_differ_in_case_are_fine() => AnalyzerRun.VerifyAsync("""
        public enum Side { Buy, [SymbolName("buy")] OtherBuy }

        [QuestRow]
        public partial record struct Row([Symbol] Side Side);
        """);
}
