namespace QuestDb.Analyzers.Tests.Rules;

/// <summary>QDB0104. The compiler's own error stands beside it.</summary>
public class UnmappedTypeTests
{
    private const string Frame = """
        record struct Plain(int X);
        record Class(int X);

        [QuestRow]
        partial record struct Row(int X);

        static class Use
        {
            static void Run(QuestDbClient db, Plain[] plains, Row row)
            {
                STATEMENTS
            }
        }
        """;

    [Theory]
    [InlineData("db.Query<Plain>(\"SELECT 1\");", "Plain", "[QuestRow]")]
    [InlineData("db.Query<Class>(\"SELECT 1\");", "Class", "[QuestRow]")]
    [InlineData("db.Query<int>($\"SELECT {1}\");", "int", "[QuestRow]")]
    [InlineData("db.QueryBatches<Plain>(\"SELECT 1\");", "Plain", "[QuestRow]")]
    [InlineData("db.Write<Plain>(plains);", "Plain", "[QuestTable(\"name\")]")]
    [InlineData("db.Write(row);", "db.Write", "[QuestTable(\"name\")]")]
    [InlineData("db.CreateTableAsync<Row>().Wait();", "Row", "[QuestTable(\"name\")]")]
    public async Task A_type_without_its_attribute_is_named_with_what_it_lacks(string statement, string marked, string attribute)
    {
        string source = Frame.Replace("STATEMENTS", statement);
        Microsoft.CodeAnalysis.Diagnostic ours = Assert.Single(
            await AnalyzerRun.RunAsync(TestCompilation.Create(source)), static diagnostic => diagnostic.Id == "QDB0104");
        Assert.Equal(marked, source.Substring(ours.Location.SourceSpan.Start, ours.Location.SourceSpan.Length));
        Assert.Contains(attribute, ours.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public Task A_marked_type_is_fine() => AnalyzerRun.VerifyAsync(Frame.Replace("STATEMENTS", "db.Query<Row>(\"SELECT 1\");"));
}
