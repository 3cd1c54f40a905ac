namespace QuestDb.Analyzers.Tests.Rules;

public class IllegalNameTests
{
    [Fact]
    public Task Illegal_column_name_is_reported_at_its_argument() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial record struct Row([QuestColumn({|QDB0007:"a.b"|})] int A, [QuestColumn({|QDB0007:""|})] int B);
        """, message: "The column name");

    [Fact]
    public Task Too_long_column_name_is_reported() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial record struct Row(
            [QuestColumn({|QDB0007:"ääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääää"|})] int A);
        """, message: "longer than 127 UTF-8 bytes");

    [Fact]
    public Task Illegal_table_name_is_reported_at_its_argument() => AnalyzerRun.VerifyAsync("""
        [QuestTable({|QDB0007:"a?b"|}, ServerTime = true)]
        public partial record struct Row(int A);
        """, message: "The table name 'a?b' has the character '?'");

    [Fact]
    public Task Table_name_with_a_space_at_an_end_is_reported() => AnalyzerRun.VerifyAsync("""
        [QuestTable({|QDB0007:" trades"|}, ServerTime = true)]
        public partial record struct Row(int A);
        [QuestTable({|QDB0007:"trades "|}, ServerTime = true)]
        public partial record struct Other([QuestColumn(" a ")] int A);
        """, message: "starts or ends with a space");

    [Fact]
    public Task Column_with_the_file_of_the_log_s_events_is_reported() => AnalyzerRun.VerifyAsync("""
        [QuestTable("t", ServerTime = true)]
        public partial record struct Texts([QuestColumn({|QDB0007:"_event"|})] string A);
        [QuestTable("t", ServerTime = true)]
        public partial record struct Arrays([QuestColumn({|QDB0007:"_Event"|})] double[] A);
        [QuestTable("t", ServerTime = true)]
        public partial record struct Symbols([QuestColumn("_event"), Symbol] string A, [QuestColumn("_meta")] string B);
        [QuestTable("t", ServerTime = true)]
        public partial record struct Numbers([QuestColumn("_event")] long A);
        [QuestRow]
        public partial record struct Read([QuestColumn("_event")] string A);
        """, message: "write-ahead log");

    [Fact]
    public Task Empty_names_are_no_duplicates_besides() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial record struct Row([QuestColumn({|QDB0007:""|})] int A, [QuestColumn({|QDB0007:""|})] int B);
        """, message: "is empty");

    [Fact]
    public Task Half_of_a_surrogate_pair_is_reported() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial record struct Row([QuestColumn({|QDB0007:"a\ud800"|})] int A, [QuestColumn("\ud83d\ude00")] int B);
        """, message: "surrogate");
}
