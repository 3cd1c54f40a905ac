using Microsoft.CodeAnalysis;

namespace QuestDb.Generators.Tests;

/// <summary>What an author chose, obsolete or experimental, does not make generated source warn or fail a second time.</summary>
public class UsageLimitTests
{
    private const string Using = "using System.Diagnostics.CodeAnalysis;\n";

    [Fact]
    public void Obsolete_and_experimental_symbols_do_not_warn_in_generated_source() => AssertCompiles("""
        [Experimental("TRY001")]
        enum State { Open, [Obsolete("gone", true)] Halted, Closed }

        enum Side : sbyte { [Obsolete("gone", true)] Unknown = -1, Buy = 1, [Experimental("TRY003")] Sell }

        #pragma warning disable TRY001
        [QuestTable("t", ServerTime = true)]
        partial class Row
        {
            [Symbol] public State State { get; set; }
            [Symbol] public Side? Side { get; set; }
            [Experimental("TRY002")] public int X { get; set; }
            [Obsolete] public int Y { get; set; }
            [Obsolete("old")] public int Z { get; set; }
        }
        """);

    [Fact]
    public void Experimental_converters_do_not_warn_in_generated_source() => AssertCompiles("""
        [Experimental("TRY006")] readonly record struct Price(decimal Value);

        [Experimental("TRY007")] enum Code : long;

        [Experimental("TRY001")]
        class PriceConverter : IColumnConverter<Price, string>
        {
            public static string ToColumn(Price value) => "";
            public static Price FromColumn(string value) => default;
        }

        [Experimental("TRY002")] class Marker;

        #pragma warning disable TRY001, TRY002, TRY003, TRY006, TRY007, TRY008

        class CodeConverter : IColumnConverter<int, Code>
        {
            public static Code ToColumn(int value) => default;
            public static int FromColumn(Code value) => 0;
        }

        class Outer<T>
        {
            [Experimental("TRY003")]
            public class Base : IColumnConverter<Price, string>
            {
                [Experimental("TRY004")] public static string ToColumn(Price value) => "";
                [Experimental("TRY005")] public static Price FromColumn(string value) => default;
            }

            [Experimental("TRY008")] public class Inner : Base;
        }

        [QuestTable("t", ServerTime = true)]
        partial class Row
        {
            [Converter(typeof(PriceConverter))] public Price A { get; set; }
            [Converter(typeof(Outer<Marker[]>.Inner))] public Price? B { get; set; }
            [Converter(typeof(CodeConverter))] public int C { get; set; }
        }
        """);

    [Fact]
    public void Experimental_foreign_types_do_not_warn_in_generated_source() => AssertCompiles("""
        [Experimental("TRY001")]
        static class Library
        {
            [Experimental("TRY002")]
            public class Foreign
            {
                [Experimental("TRY003")] public Foreign(int a, Option b = default) => A = a;
                [Experimental("TRY004")] public int A { get; }
                public string B { get; [Experimental("TRY005")] set; } = "";
            }

            [Experimental("TRY006")] public struct Option;
        }

        #pragma warning disable TRY001, TRY002
        [QuestTable("t", ServerTime = true, For = typeof(Library.Foreign))]
        partial class Map;
        """);

    [Fact]
    public void Obsolete_symbols_with_an_id_of_their_own_do_not_warn_in_generated_source() => AssertCompiles("""
        enum Side { [Obsolete("old", DiagnosticId = "OLD001")] Buy, Sell }

        class Base { [Obsolete("old", DiagnosticId = "OLD002")] public virtual int Z { get; set; } }

        [QuestTable("t", ServerTime = true)]
        partial class Row : Base
        {
            [Obsolete("old", DiagnosticId = "OLD003")] public Row(int x) => X = x;
            [Symbol] public Side Side { get; set; }
            [Obsolete("old", DiagnosticId = "OLD004")] public int X { get; }
            public int Y { [Obsolete("old", DiagnosticId = "OLD005")] get; [Obsolete("old", DiagnosticId = "OLD006")] set; }
            #pragma warning disable CS0672
            public override int Z { get; set; }
        }
        """);

    /// <summary>The compiler passes over what an assembly says of itself, so the types come from another one.</summary>
    [Theory]
    [InlineData("assembly")]
    [InlineData("module")]
    public void Assembly_that_is_experimental_does_not_warn_in_generated_source(string target)
    {
        Compilation library = TestCompilation.Create($$"""
            [{{target}}: System.Diagnostics.CodeAnalysis.Experimental("TRY001")]

            public enum Side { Buy, Sell }

            public class Foreign { [Symbol] public Side Side { get; set; } }
            """).WithAssemblyName("Library");
        using var image = new MemoryStream();
        Assert.True(library.Emit(image).Success);
        Compilation user = TestCompilation.Create("""
            #pragma warning disable TRY001
            [QuestTable("t", ServerTime = true, For = typeof(Foreign))]
            partial class Map;
            """).AddReferences(MetadataReference.CreateFromImage(image.ToArray()));
        Assert.Empty(GeneratorRun.Problems(GeneratorRun.Generate(user).Output));
    }

    private static void AssertCompiles(string source) => Assert.Empty(GeneratorRun.Problems(GeneratorRun.Generate(Using + source).Output));
}
