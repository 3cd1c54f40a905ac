namespace QuestDb.Analyzers.Tests.Rules;

public class TypeKindTests
{
    [Fact]
    public Task Kinds_of_type_that_take_no_part_are_reported_at_the_name() => AnalyzerRun.VerifyAsync("""
        [QuestRow] public static partial class {|QDB0015:A|} { }

        [QuestRow] public ref partial struct {|QDB0015:B|} { public int X; }

        [QuestRow] file partial record struct {|QDB0015:C|}(int X);

        [QuestRow] public abstract partial record {|QDB0015:D|}(int X);
        """, message: "can't be mapped, because it is");

    [Fact]
    public Task Misplaced_attribute_is_the_compilers_to_report() => AnalyzerRun.VerifyAsync("""
        [{|CS0592:QuestTable|}("t")] public partial interface A { int X { get; set; } }

        [{|CS0592:QuestRow|}] public enum B { X }

        [{|CS0592:QuestRow|}] public delegate void C();

        public static class D { [{|CS0592:QuestRow|}] extension(int x) { public int Y => x; } }
        """);
}
