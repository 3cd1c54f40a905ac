namespace QuestDb.Analyzers.Tests.Rules;

public class SymbolOnOtherTypeTests
{
    [Fact]
    public Task Symbol_on_a_number_is_reported_at_the_attribute() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial record struct Row([{|QDB0005:Symbol|}] int Value, [property: {|QDB0005:Symbol|}] object Other);
        """, message: "for text and enums");

    [Fact]
    public Task Symbol_on_strings_and_enums_is_fine() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial record struct Row(
            [Symbol] string? A, [Symbol] DayOfWeek? B, [Symbol] ReadOnlyMemory<char> C,
            [Symbol] byte[] D, [Symbol] ReadOnlyMemory<byte>? E);
        """);
}
