namespace QuestDb.Analyzers.Tests.Rules;

public class NoConstructorTests
{
    [Fact]
    public Task Parameter_without_a_member_is_named() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial class {|QDB0008:Row|}
        {
            public Row(string csv, int price) => Price = price;
            public int Price { get; set; }
        }
        """, message: "the parameter 'csv'");

    [Fact]
    public Task Parameter_of_another_type_does_not_match() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial class {|QDB0008:Row|}(long price)
        {
            public int Price { get; set; } = (int)price;
        }
        """, message: "the parameter 'price'");

    [Fact]
    public Task Ignored_positional_parameter_needs_a_default() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial record {|QDB0008:Row|}(int A, [QuestIgnore] int B);

        [QuestRow]
        public partial record Fine(int A, [QuestIgnore] int B = 5);
        """, message: "the parameter 'B'");

    [Fact]
    public Task Two_parameters_for_one_member_do_not_match() => AnalyzerRun.VerifyAsync("""
        [QuestRow]
        public partial class {|QDB0008:Row|}
        {
            public Row(int price, int Price) => this.Price = price + Price;
            public int Price { get; }
        }
        """, message: "the parameter 'Price'");
}
