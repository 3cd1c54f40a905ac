namespace QuestDb.Analyzers.Tests.Rules;

public class IllegalMapTests
{
    private const string Foreign = """
        public class Foreign
        {
            public string Name { get; set; } = "";
            public DateTime At { get; set; }
        }

        """;

    [Theory]
    [InlineData("List<>", "no type arguments")]
    [InlineData("(int A, string B)", "it is a tuple")]
    [InlineData("int[]", "no class or struct")]
    [InlineData("DayOfWeek", "no class or struct")]
    [InlineData("IDisposable", "no class or struct")]
    [InlineData("System.IO.Stream", "abstract")]
    [InlineData("Math", "no arrays of it")]
    [InlineData("Span<int>", "no arrays of it")]
    [InlineData("Map", "leave out For")]
    public Task Type_that_cannot_be_mapped_is_reported_at_its_name(string type, string message) => AnalyzerRun.VerifyAsync($$"""
        [QuestRow(For = {|QDB0023:typeof({{type}})|})]
        public partial class Map;
        """, message);

    [Fact]
    public Task Member_without_a_counterpart_is_reported_at_its_name() => AnalyzerRun.VerifyAsync(Foreign + """
        [QuestTable("t", For = typeof(Foreign))]
        public abstract partial class Map
        {
            [Designated] public abstract DateTime At { get; }
            public abstract string {|QDB0023:Nam|} { get; }
        }
        """, message: "Foreign has no member Nam");

    [Fact]
    public Task Member_of_another_type_is_reported_at_its_name() => AnalyzerRun.VerifyAsync(Foreign + """
        [QuestTable("t", For = typeof(Foreign))]
        public abstract partial class Map
        {
            [Designated] public abstract DateTime At { get; }
            public abstract int {|QDB0023:Name|} { get; }
        }
        """, message: "Name has the type int, but string in Foreign");

    [Fact]
    public Task Faults_of_mapped_members_are_shown_in_the_map_class() => AnalyzerRun.VerifyAsync("""
        public class Foreign
        {
            public decimal Price { get; set; }
            public object? State { get; set; }
        }

        [QuestTable("t", ServerTime = true, For = typeof(Foreign))]
        public abstract partial class {|QDB0004:Map|}
        {
            public abstract decimal {|QDB0020:Price|} { get; }
        }
        """);

    [Fact]
    public Task Members_that_go_with_their_counterparts_are_fine() => AnalyzerRun.VerifyAsync(Foreign + """
        [QuestTable("t", For = typeof(Foreign))]
        public abstract partial class Map
        {
            [Symbol, QuestColumn("key")] public abstract string Name { get; }
            [Designated] public abstract DateTime At { get; }
            public static int Count => 1;
        }

        [QuestRow(For = typeof(KeyValuePair<string, int?>))]
        public partial struct PairMap;
        """);
}
