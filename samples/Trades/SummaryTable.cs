using System.Globalization;
using Spectre.Console;

namespace QuestDb.Samples.Trades;

/// <summary>Shows the summaries of symbols as a table that fits 80 columns, whatever the numbers are.</summary>
internal static class SummaryTable
{
    /// <summary>Nine columns of about this many characters fit, beside a symbol that wraps.</summary>
    private const int Width = 6;

    private static readonly string[] s_numbers = ["trades", "first", "last", "open", "high", "low", "close", "volume", "VWAP"];

    public static Table Of(IReadOnlyCollection<SymbolSummary> rows)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("symbol").PadLeft(0));
        foreach (string column in s_numbers) table.AddColumn(new TableColumn(column).RightAligned().NoWrap().Padding(0, 0));
        foreach (SymbolSummary s in rows)
        {
            table.AddRow(
                Markup.Escape(s.Symbol), s.Trades < 1_000_000 ? Number(s.Trades, "F0") : Amount(s.Trades),
                Time(s.FirstTime), Time(s.LastTime),
                Price(s.Open), Price(s.High), Price(s.Low), Price(s.Close), Amount(s.Volume), Price(s.Vwap));
        }

        return table;
    }

    private static string Time(DateTime time) => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Price(double price) => Number(price, Math.Abs(price) switch
    {
        >= 10_000 => "F0",
        >= 1_000 => "F1",
        >= 10 => "F2",
        _ => "F4",
    });

    private static string Amount(double amount) => Math.Abs(amount) switch
    {
        >= 1e12 => Number(amount, "F1"),
        >= 1e9 => Number(amount / 1e9, "F1") + "G",
        >= 1e6 => Number(amount / 1e6, "F1") + "M",
        >= 1e4 => Number(amount / 1e3, "F1") + "k",
        _ => Number(amount, "F1"),
    };

    /// <summary>A number in a format, or with fewer digits and an exponent where that is too wide or shows nothing of it.</summary>
    private static string Number(double value, string format)
    {
        // The server has no value where it could not divide.
        if (!double.IsFinite(value)) return "-";
        string text = value.ToString(format, CultureInfo.InvariantCulture);
        bool isSeen = value == 0 || double.Parse(text, CultureInfo.InvariantCulture) != 0;
        if (text.Length <= Width && isSeen) return text;
        return Enumerable.Range(1, 4).Reverse()
            .Select(digits => value.ToString($"G{digits}", CultureInfo.InvariantCulture).Replace("E+", "E", StringComparison.Ordinal))
            .FirstOrDefault(static shorter => shorter.Length <= Width) ?? "-0";
    }
}
