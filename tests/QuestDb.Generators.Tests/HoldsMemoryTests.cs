namespace QuestDb.Generators.Tests;

/// <summary>Which rows the schema says hold memory, so that a single one is not kept past the call.</summary>
public class HoldsMemoryTests
{
    private const string Converter = """
        public struct Box { public int[] Parts; }
        public sealed class BoxConverter : IColumnConverter<Box, long>
        {
            public static long ToColumn(Box value) => value.Parts[0];
            public static Box FromColumn(long value) => default;
        }
        """;

    [Theory]
    [InlineData("double[] A", true)]
    [InlineData("double[,]? A", true)]
    [InlineData("NdArray<double>? A", true)]
    [InlineData("byte[] A", true)]
    [InlineData("[Varchar] ReadOnlyMemory<byte>? A", true)]
    [InlineData("[Symbol] ReadOnlyMemory<char> A", true)]
    [InlineData("[Converter(typeof(BoxConverter))] Box A", true)]
    [InlineData("string A", false)]
    [InlineData("long? A", false)]
    [InlineData("System.Net.IPAddress A", false)]
    public void Arrays_memory_and_objects_under_a_converter_do(string member, bool holds)
    {
        string text = Assert.Single(GeneratorRun.Generate(Converter,
            $"[QuestTable(\"rows\", ServerTime = true)] public partial record struct Row({member});").Sources.Values);
        Assert.Equal(holds, text.Contains("HoldsMemory = true"));
        string ofClass = Assert.Single(GeneratorRun.Generate(Converter,
            $"[QuestTable(\"rows\", ServerTime = true)] public partial record Row({member});").Sources.Values);
        Assert.DoesNotContain("HoldsMemory", ofClass);
    }
}
