namespace QuestDb.Analyzers.Tests.Rules;

public class NullableWithoutNullTests
{
    [Fact]
    public Task Nullable_types_without_NULL_are_reported_at_the_member() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial record struct Row(bool? {|QDB0010:A|}, sbyte? {|QDB0010:B|}, short? {|QDB0010:C|}, char? {|QDB0010:D|}, int? E);
        """, message: "has no NULL");

    [Fact]
    public Task Unsigned_types_and_enums_have_the_NULL_of_what_they_are_stored_as() => AnalyzerRun.VerifyAsync("""
        public enum Small : sbyte { A }
        public enum Octet : byte { A }
        public enum Word : ushort { A }

        [QuestRow]
        public partial record struct Row(
            byte? {|QDB0010:A|}, Small? {|QDB0010:B|}, Octet? {|QDB0010:C|}, ushort? D, Word? E, uint? F, DayOfWeek? G);
        """, message: "has no NULL");
}
