namespace QuestDb.Analyzers.Tests.Rules;

/// <summary>QDB0102.</summary>
public class HoleTypeTests
{
    private const string Frame = """
        [QuestRow]
        public partial record struct Row(int X);

        enum Side { Buy }

        static class Use
        {
            static void Run<T>(QuestDbClient db, Reader reader, T any, object o, string[] texts, byte[] bytes, double[] numbers,
                TimeSpan span,
                System.Net.IPAddress address, Side? side, ReadOnlyMemory<char> chars, ReadOnlyMemory<byte> memory, Uri uri, double price)
            {
                STATEMENTS
            }
        }
        """;

    [Theory]
    [InlineData("{o}", "object can't be a bind value: its type is known only when the program runs")]
    [InlineData("{any}", "T can't be a bind value: its type is known only when the program runs")]
    [InlineData("{texts}", "string[] can't be a bind value: no server takes arrays; write a hole for each element")]
    [InlineData("{numbers}", "double[] can't be a bind value: no server takes arrays")]
    [InlineData("{bytes}", "byte[] can't be a bind value: no server takes BINARY or arrays; for text in UTF-8 use BindValue.Utf8(bytes)")]
    [InlineData("{memory}", "ReadOnlyMemory<byte> can't be a bind value: no server takes BINARY")]
    [InlineData("{span}", "TimeSpan can't be a bind value: QuestDB has no such type; use a number")]
    [InlineData("{uri}", "Uri can't be a bind value: QuestDB has no column of this type")]
    [InlineData("{price:F2}", "A value with a width or a format can't be a bind value: it is sent as it is")]
    [InlineData("{price,5}", "A value with a width or a format can't be a bind value: it is sent as it is")]
    public async Task A_hole_says_what_is_wrong_with_its_value(string hole, string message)
    {
        await AnalyzerRun.VerifyAsync(Statement($"db.Query<Row>($\"SELECT {{|QDB0102:{hole}|}}\");"), message);
        await AnalyzerRun.VerifyAsync(Statement($"reader.Execute($\"SELECT {{|QDB0102:{hole}|}}\").Dispose();"), message);
    }

    [Fact]
    public Task Values_of_the_table_are_fine() => AnalyzerRun.VerifyAsync(Statement(
        "db.Query<Row>($\"SELECT {address} {side} {Side.Buy} {chars} {price} {(byte)1} {1u} {1UL} {(uint?)1} {\"x\"}\");"));

    private static string Statement(string statement) => Frame.Replace("STATEMENTS", statement);
}
