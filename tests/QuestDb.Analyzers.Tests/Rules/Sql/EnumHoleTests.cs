namespace QuestDb.Analyzers.Tests.Rules;

/// <summary>QDB0103.</summary>
public class EnumHoleTests
{
    private const string Frame = """
        enum Level { Low, High }
        enum Side { Buy, Sell }
        enum Unused { A }

        [QuestRow]
        partial record struct Row(Level? Level, [Symbol] Side Side);

        static class Use
        {
            static void Run(QuestDbClient db, Level level, Level? maybe, Side side, Unused unused)
            {
                STATEMENTS
            }
        }
        """;

    [Theory]
    [InlineData("db.Query<Row>($\"SELECT * FROM t WHERE level = {|QDB0103:{level}|}\");")]
    [InlineData("db.Query<Row>($\"SELECT * FROM t WHERE level = {|QDB0103:{maybe}|}\");")]
    [InlineData("db.ExecuteAsync($\"UPDATE t SET level = {|QDB0103:{Level.High}|}\").Wait();")]
    public Task An_enum_that_a_type_stores_as_an_integer_is_reported(string statement) =>
        AnalyzerRun.VerifyAsync(Frame.Replace("STATEMENTS", statement), "Level is stored as an integer by Row.Level");

    [Theory]
    [InlineData("db.Query<Row>($\"SELECT * FROM t WHERE side = {side}\");")]
    [InlineData("db.Query<Row>($\"SELECT * FROM t WHERE a = {unused}\");")]
    [InlineData("db.Query<Row>($\"SELECT * FROM t WHERE level = {(int)level}\");")]
    [InlineData("db.Query<Row>($\"SELECT * FROM t WHERE level = {BindValue.Symbol(level)}\");")]
    public Task An_enum_that_is_stored_as_text_or_nowhere_is_fine(string statement) =>
        AnalyzerRun.VerifyAsync(Frame.Replace("STATEMENTS", statement));
}
