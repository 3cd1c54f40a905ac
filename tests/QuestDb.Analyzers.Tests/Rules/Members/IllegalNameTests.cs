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
