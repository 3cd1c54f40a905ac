namespace QuestDb.Analyzers.Tests.Rules;

public class NotStorableTests
{
    [Fact]
    public Task Decimal_of_a_table_without_precision_is_reported_at_the_member() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t", ServerTime = true)]
        public partial record struct Row(decimal {|QDB0020:A|}, Decimal256? {|QDB0020:B|}, [Decimal(14, 2)] decimal C);
        """, message: "[Decimal(precision, scale)]");

    [Fact]
    public Task Geohash_of_a_table_without_precision_is_reported_at_the_member() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t", ServerTime = true)]
        public partial record struct Row(GeoHash? {|QDB0020:A|}, [GeoHash(5)] GeoHash B);
        """, message: "[GeoHash(bits)]");

    [Fact]
    public Task Long_arrays_of_a_table_are_reported_at_the_member() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t", ServerTime = true)]
        public partial record struct Row(
            long[] {|QDB0020:A|}, long[,] {|QDB0020:B|}, ReadOnlyMemory<long>? {|QDB0020:C|}, NdArray<long> {|QDB0020:D|}, int E);
        """, message: "no server stores LONG[]");

    [Fact]
    public Task All_of_them_can_be_read() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial record struct Row(decimal A, Decimal256? B, GeoHash C, long[] D, long[,]? E, NdArray<long> F);
        """);
}
