using Spectre.Console;

namespace QuestDb.Samples.Trades;

/// <summary>Shows the summaries of symbols as a table that fits 80 columns.</summary>
internal static class SummaryTable
{
    private static readonly string[] s_numbers = ["trades", "first", "last", "open", "high", "low", "close", "volume", "VWAP"];

    public static Table Of(IReadOnlyCollection<SymbolSummary> rows)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("symbol").NoWrap().PadLeft(0));
        foreach (string column in s_numbers) table.AddColumn(new TableColumn(column).RightAligned().NoWrap().Padding(0, 0));
        foreach (SymbolSummary s in rows)
        {
            table.AddRow(
                Markup.Escape(s.Symbol), $"{s.Trades}", Time(s.FirstTime), Time(s.LastTime),
                Price(s.Open), Price(s.High), Price(s.Low), Price(s.Close), Amount(s.Volume), Price(s.Vwap));
        }

        return table;
    }

    private static string Time(DateTime time) => $"{time:HH:mm:ss}";

    /// <summary>At most six characters, so that nine columns fit.</summary>
    private static string Price(double price) => price switch
    {
        >= 10_000 => $"{price:F0}",
        >= 1_000 => $"{price:F1}",
        >= 10 => $"{price:F2}",
        _ => $"{price:F4}",
    };

    private static string Amount(double amount) => amount switch
    {
        >= 1e9 => $"{amount / 1e9:F1}G",
        >= 1e6 => $"{amount / 1e6:F1}M",
        >= 1e4 => $"{amount / 1e3:F1}k",
        _ => $"{amount:F1}",
    };
}
