namespace QuestDb.Analyzers.Tests.Rules;

public class IllegalParameterTests
{
    [Fact]
    public Task Number_out_of_range_is_reported_at_the_argument() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial record struct Row(
            [Decimal({|QDB0021:0|}, 0)] decimal A, [Decimal({|QDB0021:77|}, 0)] decimal B,
            [Decimal(13, {|QDB0021:14|})] decimal C, [Decimal(13, {|QDB0021:-1|})] decimal D,
            [GeoHash({|QDB0021:0|})] GeoHash E, [GeoHash({|QDB0021:61|})] GeoHash F, [Dimensions({|QDB0021:33|})] NdArray<double> G);
        """, message: "are possible");

    [Fact]
    public Task Ends_of_the_ranges_are_fine() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t", ServerTime = true)]
        public partial record struct Row(
            [Decimal(10, 0)] decimal A, [Decimal(76, 76)] Decimal256 B, [GeoHash(1)] GeoHash C, [GeoHash(60)] GeoHash D,
            [Dimensions(32)] NdArray<double>? E);
        """);
}
