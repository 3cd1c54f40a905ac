namespace QuestDb.Analyzers.Tests.Rules;

public class IllegalConverterTests
{
    private const string Converters = """
        public readonly record struct Price(decimal Value);

        public class PriceConverter : IColumnConverter<Price, decimal>
        {
            public static decimal ToColumn(Price value) => value.Value;
            public static Price FromColumn(decimal value) => new(value);
        }

        public class Explicit : IColumnConverter<Price, decimal>
        {
            static decimal IColumnConverter<Price, decimal>.ToColumn(Price value) => value.Value;
            static Price IColumnConverter<Price, decimal>.FromColumn(decimal value) => new(value);
        }

        public class ToNullable : IColumnConverter<Price, decimal?>
        {
            public static decimal? ToColumn(Price value) => value.Value;
            public static Price FromColumn(decimal? value) => default;
        }

        public class Twice : IColumnConverter<Price, decimal>, IColumnConverter<Price, string>
        {
            static decimal IColumnConverter<Price, decimal>.ToColumn(Price value) => value.Value;
            static Price IColumnConverter<Price, decimal>.FromColumn(decimal value) => new(value);
            static string IColumnConverter<Price, string>.ToColumn(Price value) => "";
            static Price IColumnConverter<Price, string>.FromColumn(string value) => default;
        }

        public class Generic<T> : IColumnConverter<T, string>
        {
            public static string ToColumn(T value) => "";
            public static T FromColumn(string value) => default!;
        }

        public class WritesObsolete : IColumnConverter<Price, string>
        {
            [Obsolete("gone", true)] public static string ToColumn(Price value) => "";
            public static Price FromColumn(string value) => default;
        }

        public class ReadsObsolete : IColumnConverter<Price, string>
        {
            public static string ToColumn(Price value) => "";
            [Obsolete("gone", true)] public static Price FromColumn(string value) => default;
        }

        public class Box<T>;

        public class BoxConverter : IColumnConverter<Box<string>, string>
        {
            public static string ToColumn(Box<string> value) => "";
            public static Box<string> FromColumn(string value) => new();
        }

        public class ToObject : IColumnConverter<Price, object>
        {
            public static object ToColumn(Price value) => value;
            public static Price FromColumn(object value) => default;
        }

        """;

    [Theory]
    [InlineData("string", "does not implement IColumnConverter<Price, …>")]
    [InlineData("Explicit", "public static")]
    [InlineData("ToNullable", "leave out the '?'")]
    [InlineData("Twice", "more than once")]
    [InlineData("Generic<>", "type arguments")]
    [InlineData("IDisposable", "no class or struct")]
    [InlineData("int[]", "name a class or struct")]
    [InlineData("WritesObsolete", "[Obsolete] makes every use of its methods an error")]
    [InlineData("ReadsObsolete", "[Obsolete] makes every use of its methods an error")]
    public Task Converter_that_does_not_serve_the_member_is_reported_at_its_name(string converter, string message) =>
        AnalyzerRun.VerifyAsync(Converters + $$"""
            [QuestTable("t", ServerTime = true)]
            public partial record struct Row([Decimal(12, 2), Converter({|QDB0022:typeof({{converter}})|})] Price? Price);
            """, message);

    [Fact]
    public Task Stored_type_is_checked_as_that_of_a_member_is() => AnalyzerRun.VerifyAsync(Converters + """
        [QuestTable("t", ServerTime = true)]
        public partial record struct Row(
            [Converter(typeof(PriceConverter))] Price {|QDB0020:A|}, [Converter(typeof(ToObject))] Price {|QDB0004:B|});
        """);

    [Fact]
    public Task Converters_of_the_type_of_the_member_are_fine() => AnalyzerRun.VerifyAsync(Converters + """
        [QuestTable("t", ServerTime = true)]
        public partial record struct Row(
            [Decimal(12, 2), Converter(typeof(PriceConverter))] Price A, [Decimal(12, 2), Converter(typeof(PriceConverter))] Price? B,
            [Symbol, Converter(typeof(Generic<Uri>))] Uri? C, [Converter(typeof(Generic<int>))] int D);
        """);

    [Fact]
    public Task Converter_whose_type_argument_is_not_nullable_does_not_serve_one_that_is() => AnalyzerRun.VerifyAsync(Converters + """
        [QuestTable("t", ServerTime = true)]
        public partial record struct Row(
            [Converter({|QDB0022:typeof(BoxConverter)|})] Box<string?> A, [Converter(typeof(BoxConverter))] Box<string>? B);

        #nullable disable annotations
        [QuestTable("t", ServerTime = true)]
        public partial record struct Oblivious([Converter(typeof(BoxConverter))] Box<string> A);
        """, message: "it converts Box<string>, which has its '?' elsewhere than Box<string?>");

    [Fact]
    public Task Converter_of_a_row_needs_only_the_method_that_reads() => AnalyzerRun.VerifyAsync(Converters + """
        [QuestRow]
        public partial record struct Row(
            [Converter(typeof(WritesObsolete))] Price A, [Converter({|QDB0022:typeof(ReadsObsolete)|})] Price B);
        """);
}
