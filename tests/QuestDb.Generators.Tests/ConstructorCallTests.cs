namespace QuestDb.Generators.Tests;

/// <summary>Generated source calls the constructor that was chosen, whatever others there are.</summary>
public class ConstructorCallTests
{
    [Fact]
    public void Constructors_that_differ_only_in_optional_parameters_do_not_make_the_call_ambiguous() => AssertCompiles("""
        [QuestRow]
        partial class Row
        {
            public Row(int a, string text = "x", int count = 0) => A = a;
            public Row(int a, double number = 1.5, long ticks = 5) => A = a;
            public int A { get; }
        }
        """);

    [Fact]
    public void Constructors_that_differ_only_in_the_order_of_parameters_do_not_make_the_call_ambiguous() => AssertCompiles("""
        [QuestRow]
        partial class Row
        {
            public Row(int a, string b) => (A, B) = (a, b);
            public Row(string b, int a) => (A, B) = (a, b);
            public int A { get; }
            public string B { get; }
        }
        """);

    [Fact]
    public void Constructor_for_another_type_that_would_fit_too_is_not_called() => AssertCompiles("""
        [QuestRow]
        partial class Row
        {
            public Row(int a, DayOfWeek? day = DayOfWeek.Friday) => A = a;
            [Obsolete("gone", true)] public Row(long a) => A = (int)a;
            [Obsolete("gone", true)] public Row(int a) => A = a;
            public int A { get; }
        }
        """);

    [Theory]
    [InlineData("string? x = null", "default(string)!")]
    [InlineData("string x = null!", "default(string)!")]
    [InlineData("string x = \"a\\\"b\\n\"", "\"a\\\"b\\n\"")]
    [InlineData("int? x = null", "default(int?)")]
    [InlineData("int? x = 5", "(int?)(5)")]
    [InlineData("long x = long.MinValue", "(long)(-9223372036854775808)")]
    [InlineData("ulong x = ulong.MaxValue", "(ulong)(18446744073709551615)")]
    [InlineData("nint x = -1", "(nint)(-1)")]
    [InlineData("byte x = 7", "(byte)(7)")]
    [InlineData("bool x = true", "(bool)(true)")]
    [InlineData("char x = '\\''", "(char)('\\'')")]
    [InlineData("double x = double.NaN", "(double)(double.NaN)")]
    [InlineData("double x = -1e300", "(double)(-1E+300)")]
    [InlineData("float x = 0.1f", "(float)(0.10000000149011612)")]
    [InlineData("float x = float.NegativeInfinity", "(float)(double.NegativeInfinity)")]
    [InlineData("decimal x = -1.50m", "(decimal)(-1.50m)")]
    [InlineData("decimal? x = 2", "(decimal?)(2m)")]
    [InlineData("DayOfWeek x = (DayOfWeek)(-3)", "(global::System.DayOfWeek)(-3)")]
    [InlineData("DayOfWeek? x = DayOfWeek.Friday", "(global::System.DayOfWeek?)(5)")]
    [InlineData("DateTime x = default", "default(global::System.DateTime)")]
    [InlineData("object? x = null", "default(object)!")]
    [InlineData("[System.Runtime.CompilerServices.CallerMemberName] string x = \"\"", "\"\"")]
    public void Default_value_of_a_parameter_without_a_member_is_given(string parameter, string value)
    {
        const string Other = "public Row(int a) => A = a;";
        string source = $$"""
            [QuestRow]
            partial class Row
            {
                public Row(int a, {{parameter}}) => A = a;
                {{Other}}
                public int A { get; }
            }
            """;
        Assert.Contains($"{value});", AssertCompiles(source));
        AssertCompiles(source.Replace(Other, ""));
    }

    [Theory]
    [InlineData("System.Runtime.InteropServices.Optional, System.Runtime.CompilerServices.DateTimeConstant(5)", "DateTime",
        "new global::System.DateTime(5L)")]
    [InlineData("System.Runtime.InteropServices.Optional, System.Runtime.CompilerServices.DecimalConstant(1, 0, 0u, 0u, 5u)", "decimal",
        "(decimal)(0.5m)")]
    public void Default_value_that_an_attribute_gives_is_given(string attributes, string type, string value) =>
        Assert.Contains($"{value});", AssertCompiles($$"""
            [QuestRow]
            partial class Row
            {
                public Row(int a, [{{attributes}}] {{type}} x) => A = a;
                public int A { get; }
            }
            """));

    [Theory]
    [InlineData("public new int A { get; set; }")]
    [InlineData("public new long A { get; set; }")]
    [InlineData("public new int A;")]
    public void Base_member_that_is_hidden_by_a_column_is_the_column_once(string member)
    {
        (SortedDictionary<string, string> sources, Microsoft.CodeAnalysis.Compilation output) = GeneratorRun.Generate($$"""
            class Base { public int A { get; set; } }

            [QuestRow]
            partial class Row : Base { {{member}} }
            """);
        Assert.Empty(GeneratorRun.Problems(output));
        Assert.Equal(2, Assert.Single(sources.Values).Split("new global::QuestDb.Mapping.ColumnSchema(").Length);
    }

    private static string AssertCompiles(string source)
    {
        (SortedDictionary<string, string> sources, Microsoft.CodeAnalysis.Compilation output) = GeneratorRun.Generate(source);
        Assert.Empty(GeneratorRun.Problems(output));
        return string.Concat(sources.Values);
    }
}
