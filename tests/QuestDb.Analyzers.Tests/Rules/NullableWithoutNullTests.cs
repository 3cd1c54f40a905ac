namespace QuestDb.Analyzers.Tests.Rules;

public class NullableWithoutNullTests
{
    [Fact]
    public Task Nullable_types_without_NULL_are_reported_at_the_member() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial record struct Row(bool? {|QDB0010:A|}, sbyte? {|QDB0010:B|}, short? {|QDB0010:C|}, char? {|QDB0010:D|}, int? E);
        """, message: "has no NULL");
}
