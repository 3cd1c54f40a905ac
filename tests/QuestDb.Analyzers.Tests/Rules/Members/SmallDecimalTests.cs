namespace QuestDb.Analyzers.Tests.Rules;

public class SmallDecimalTests
{
    [Fact]
    public Task Decimal_of_fewer_than_ten_digits_is_a_warning_at_its_digits() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t", ServerTime = true)]
        public partial record struct Trade([Decimal({|QDB0031:9|}, 2)] decimal Price, [Decimal({|QDB0031:1|}, 0)] Decimal256? Fee);
        [QuestRow]
        public partial record struct Read([Decimal({|QDB0031:5|}, 2)] decimal Price);
        """, message: "fewer than 10 over QWP");

    [Fact]
    public Task Decimal_of_ten_digits_is_fine() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t", ServerTime = true)]
        public partial record struct Trade([Decimal(10, 2)] decimal Price, [Decimal(19, 0)] Decimal256? Fee);
        """);
}
