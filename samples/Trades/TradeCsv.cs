using System.Globalization;
using Microsoft.VisualBasic.FileIO;

namespace QuestDb.Samples.Trades;

/// <summary>Reads trades from a CSV file with the columns symbol, side, price, amount and timestamp, in any order.</summary>
internal static class TradeCsv
{
    private static readonly string[] s_columns = ["symbol", "side", "price", "amount", "timestamp"];

    /// <summary>Reads every row of a file.</summary>
    /// <exception cref="FormatException">A column is missing or a field is wrong; the message names it and its line.</exception>
    public static Trade[] Read(string path)
    {
        using var parser = new TextFieldParser(path) { Delimiters = [","], HasFieldsEnclosedInQuotes = true };
        string[] header = parser.ReadFields() ?? throw new FormatException($"{path} is empty.");
        int[] index = Array.ConvertAll(s_columns, column => IndexOf(header, column, path));
        var trades = new List<Trade>();
        while (!parser.EndOfData)
        {
            long line = parser.LineNumber;
            string[] fields = parser.ReadFields()!;
            if (fields.Length != header.Length)
            {
                throw new FormatException($"{path}, line {line}: {fields.Length} fields under {header.Length} columns.");
            }

            trades.Add(new Trade(
                fields[index[0]],
                ParseSide(fields[index[1]], path, line),
                ParseNumber(fields[index[2]], "price", path, line),
                ParseNumber(fields[index[3]], "amount", path, line),
                ParseTime(fields[index[4]], path, line)));
        }

        return [.. trades];
    }

    private static int IndexOf(string[] header, string column, string path)
    {
        int index = Array.FindIndex(header, name => string.Equals(name.Trim(), column, StringComparison.OrdinalIgnoreCase));
        return index >= 0
            ? index
            : throw new FormatException($"{path} has no column {column}; its columns are {string.Join(", ", header)}.");
    }

    private static Side ParseSide(string field, string path, long line) => field switch
    {
        "buy" => Side.Buy,
        "sell" => Side.Sell,
        _ => throw new FormatException($"{path}, line {line}: the side \"{field}\" is neither buy nor sell."),
    };

    private static double ParseNumber(string field, string column, string path, long line) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw new FormatException($"{path}, line {line}: the {column} \"{field}\" is not a number.");

    private static DateTime ParseTime(string field, string path, long line) =>
        DateTime.TryParse(field, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal,
            out DateTime time)
            ? time
            : throw new FormatException($"{path}, line {line}: the timestamp \"{field}\" is not a time.");
}
