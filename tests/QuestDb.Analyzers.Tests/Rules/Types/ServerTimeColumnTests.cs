namespace QuestDb.Analyzers.Tests.Rules;

public class ServerTimeColumnTests
{
    [Fact]
    public Task Member_with_the_name_of_the_server_s_timestamp_is_reported() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t", ServerTime = true)]
        public partial record struct ByName(DateTime {|QDB0030:Timestamp|}, double Price);
        [QuestTable("t", ServerTime = true)]
        public partial record struct ByColumn([QuestColumn({|QDB0030:"TIMESTAMP"|})] long Other, double Price);
        """, message: "the server adds");

    [Fact]
    public Task Other_names_and_other_types_are_fine() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t", ServerTime = true)]
        public partial record struct Renamed([QuestColumn("measured")] DateTime Timestamp, double Price);
        [QuestTable("t")]
        public partial record struct Designated([Designated] DateTime Timestamp, double Price);
        [QuestTable("t")]
        public partial record struct CreatedWithAnotherName([Designated] DateTime Ts, long Timestamp);
        [QuestRow]
        public partial record struct Read(DateTime Timestamp, double Price);
        """);

    [Fact]
    public Task Member_that_is_marked_designated_has_only_that_fault() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t", ServerTime = true)]
        public partial record struct Trade([{|QDB0012:Designated|}] DateTime Timestamp, double Price);
        """);
}
