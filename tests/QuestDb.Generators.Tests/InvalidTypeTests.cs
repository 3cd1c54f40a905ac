using Microsoft.CodeAnalysis;

namespace QuestDb.Generators.Tests;

public class InvalidTypeTests
{
    private const string Use = """

        class Use
        {
            static QuestDb.Mapping.RowSchema Schema<T>() where T : QuestDb.Mapping.IQuestRow<T> => T.RowSchema;
            static object Test() => Schema<Bad>();
        }
        """;

    [Theory]
    [InlineData("[QuestTable(\"t\")] partial record struct Bad(double Price);")]
    [InlineData("[QuestTable(\"t\", ServerTime = true)] partial record struct Bad(decimal Price);")]
    [InlineData("[QuestTable(\"t\", ServerTime = true)] partial record struct Bad(double Price, double PRICE);")]
    [InlineData("[QuestTable(\"a?b\", ServerTime = true)] partial record struct Bad(double Price);")]
    [InlineData("[QuestTable(null!, ServerTime = true)] partial record struct Bad(double Price);")]
    [InlineData("[QuestTable(\"t\", ServerTime = true)] partial class Bad { public Bad(object o) { } public int X { get; set; } }")]
    [InlineData("[QuestTable(\"t\", ServerTime = true)] abstract partial class Bad { public int X { get; set; } }")]
    [InlineData("[QuestTable(\"t\")] [QuestRow] partial record struct Bad(double Price, [Designated] DateTime Ts);")]
    public void Invalid_type_is_given_the_interface_so_that_its_uses_compile(string source)
    {
        (SortedDictionary<string, string> sources, Compilation output) = GeneratorRun.Generate(source + Use);
        Assert.Contains("ErrorCode.InvalidMapping", Assert.Single(sources).Value);
        Assert.Empty(GeneratorRun.Problems(output));
    }

    [Theory]
    [InlineData("[QuestTable(\"t\")] record struct Bad(double Price);")]
    [InlineData("class Outer { [QuestTable(\"t\")] partial record struct Bad(double Price); }")]
    [InlineData("[QuestTable(\"t\")] file partial record struct Bad(double Price);")]
    [InlineData("[QuestTable(\"t\")] static partial class Bad { }")]
    [InlineData("[QuestTable(\"t\")] ref partial struct Bad { public int X; }")]
    public void Nothing_is_generated_for_a_type_that_takes_no_part(string source) => Assert.Empty(GeneratorRun.Generate(source).Sources);

    [Theory]
    [InlineData("[QuestTable] partial record struct Bad(double Price);")]
    [InlineData("[QuestTable(5)] partial record struct Bad(double Price);")]
    [InlineData("[QuestTable(\"t\", PartitionBy = (PartitionBy)77, DedupKeys = null)] partial record struct Bad(Missing Price, [Designated] DateTime Ts);")]
    [InlineData("[QuestTable(\"t\", DedupKeys = new[] { null! })] partial record struct Bad(")]
    [InlineData("[QuestTable(\"t\")] [QuestTable(\"t\")] partial record struct Bad(double Price);")]
    [InlineData("[QuestTable(\"t\")] partial record struct Bad(double Price); [QuestTable(\"t\")] partial record struct Bad;")]
    [InlineData("[QuestTable(\"t\")] partial class Bad : Bad { public int X { get; set; } }")]
    public void Broken_source_does_not_break_the_generator(string source) => GeneratorRun.Generate(source);

    [Fact]
    public void Types_whose_names_differ_in_case_only_have_files_of_their_own() => Assert.Equal(2, GeneratorRun.Generate(
        "[QuestRow] partial record struct Row(int X); [QuestRow] partial record struct ROW(int X);").Sources.Count);
}
