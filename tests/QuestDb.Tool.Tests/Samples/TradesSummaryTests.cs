using QuestDb.Samples.Trades;
using Spectre.Console;

namespace QuestDb.Tool.Tests.Samples;

/// <summary>What the sample Trades prints is whole for any data.</summary>
public class TradesSummaryTests
{
    [Theory]
    [InlineData(1e300, "1E300")]
    [InlineData(-1e300, "-1E300")]
    [InlineData(-1e-300, "-0")]
    [InlineData(1e-300, "1E-300")]
    [InlineData(double.MaxValue, "2E308")]
    [InlineData(double.NaN, "-")]
    [InlineData(0, "0.0000")]
    [InlineData(0.00001234, "1E-05")]
    [InlineData(-25_741.5, "-25742")]
    [InlineData(25_741.5, "25742")]
    [InlineData(1_234.56, "1234.6")]
    [InlineData(123_456_789, "1.2E08")]
    public void Price_of_any_size_does_not_turn_the_summary_into_dots(double price, string expected)
    {
        string text = Print(Summary("BTC-USD", 1_234_567, price, volume: 5));
        Assert.Contains($" {expected} ", text);
        Assert.Contains("1.2M", text);
        Assert.DoesNotContain("…", text);
        Assert.All(text.Split('\n'), static line => Assert.InRange(line.Length, 0, 80));
    }

    [Theory]
    [InlineData(1e300, "1E300")]
    [InlineData(double.NaN, "-")]
    [InlineData(-1234.7, "-1235")]
    [InlineData(12_345_678, "12.3M")]
    [InlineData(999_999_999_999, "1000.0G")]
    public void Volume_of_any_size_does_not_turn_the_summary_into_dots(double volume, string expected)
    {
        string text = Print(Summary("[BTC]", long.MaxValue, 5, volume));
        Assert.Contains($" {expected} ", text);
        Assert.DoesNotContain("…", text);
        Assert.Contains("[BTC]", text);
    }

    [Fact]
    public void Long_symbol_leaves_room_for_the_numbers()
    {
        string text = Print(Summary(new string('x', 200), 1, -1e300, -1e300));
        Assert.DoesNotContain("…", text);
        Assert.Equal(200, text.Count(static c => c == 'x'));
    }

    private static SymbolSummary Summary(string symbol, long trades, double price, double volume) => new(
        symbol, trades, DateTime.UnixEpoch, DateTime.UnixEpoch.AddHours(23), price, price, price, price, volume, price);

    private static string Print(SymbolSummary summary)
    {
        var text = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = 80;
        console.Write(SummaryTable.Of([summary]));
        return text.ToString();
    }
}
