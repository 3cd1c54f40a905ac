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
    [InlineData("[QuestTable(\"t\")] partial record struct")]
    [InlineData("[QuestRow] partial class { public int X; }")]
    [InlineData("namespace { [QuestRow] partial class Bad { public int X; } }")]
    [InlineData("partial class { [QuestRow] partial class Bad { public int X; } }")]
    [InlineData("[QuestTable(\"t\")] ref partial struct Bad { public int X; }")]
    public void Nothing_is_generated_for_a_type_that_takes_no_part(string source) => Assert.Empty(GeneratorRun.Generate(source).Sources);

    [Theory]
    [InlineData("[QuestTable] partial record struct Bad(double Price);")]
    [InlineData("[QuestTable(5)] partial record struct Bad(double Price);")]
    [InlineData(
        "[QuestTable(\"t\", PartitionBy = (PartitionBy)77, DedupKeys = null)] partial record struct Bad(Missing "
        + "Price, [Designated] DateTime Ts);")]
    [InlineData("[QuestTable(\"t\", DedupKeys = new[] { null! })] partial record struct Bad(")]
    [InlineData("[QuestTable(\"t\")] [QuestTable(\"t\")] partial record struct Bad(double Price);")]
    [InlineData("[QuestTable(\"t\")] partial record struct Bad(double Price); [QuestTable(\"t\")] partial record struct Bad;")]
    [InlineData("[QuestTable(\"t\")] partial class Bad : Bad { public int X { get; set; } }")]
    public void Broken_source_does_not_break_the_generator(string source) => GeneratorRun.Generate(source);

    [Theory]
    [InlineData("[QuestRow] partial record struct Bad(int X); [QuestRow] partial record struct Bad;", "")]
    [InlineData("[QuestRow] partial record struct Bad(int X);", "[QuestRow] partial record struct Bad;")]
    [InlineData("[QuestRow] partial record struct Bad(int X);", "[QuestTable(\"t\", ServerTime = true)] partial record struct Bad;")]
    [InlineData("[QuestTable(\"t\", ServerTime = true)] [QuestRow] partial record struct Bad(int X);", "")]
    public void Attributes_on_two_parts_make_one_source(string source, string other) =>
        Assert.Single(GeneratorRun.Generate(source, other).Sources);

    [Fact]
    public void Types_whose_names_differ_in_case_only_have_files_of_their_own() => Assert.Equal(2, GeneratorRun.Generate(
        "[QuestRow] partial record struct Row(int X); [QuestRow] partial record struct ROW(int X);").Sources.Count);

    [Fact]
    public void Types_of_two_kinds_with_one_name_do_not_break_the_generator() => Assert.Equal(2, GeneratorRun.Generate(
        "[QuestRow] partial record struct Row(int X); [QuestRow] partial record Row(int X);").Sources.Count);

    [Theory]
    [InlineData("[QuestRow] partial record struct @required(int X);")]
    [InlineData("[QuestRow] partial record struct @scoped<T>(int X);")]
    [InlineData("partial class @file { [QuestRow] partial record struct @extension(int X); }")]
    public void Name_that_stands_only_with_an_at_sign_is_escaped(string source) =>
        Assert.Empty(GeneratorRun.Problems(GeneratorRun.Generate(source).Output));

    [Fact]
    public void Name_in_lower_case_warns_only_where_the_user_wrote_it() => Assert.Empty(GeneratorRun.Problems(GeneratorRun.Generate("""
        #pragma warning disable CS8981
        [QuestRow] partial record struct trade(int X);
        """).Output));

    [Fact]
    public void Type_nested_in_its_own_base_compiles_without_warnings() => Assert.Empty(GeneratorRun.Problems(GeneratorRun.Generate("""
        [QuestRow]
        partial class Event
        {
            public int X { get; set; }

            [QuestRow]
            internal partial class Trade : Event { public int Y { get; set; } }
        }
        """).Output));

    [Fact]
    public void Attributes_that_narrow_null_do_not_warn_in_generated_source() =>
        Assert.Empty(GeneratorRun.Problems(GeneratorRun.Generate("""
            using System.Diagnostics.CodeAnalysis;

            [QuestTable("t", ServerTime = true)]
            partial class Row
            {
                [AllowNull] public string A { get => field ?? ""; set; }
                [MaybeNull] public string B { get; set; }
                [DisallowNull] public string? C { get; set; }
            }
            """).Output));
}
