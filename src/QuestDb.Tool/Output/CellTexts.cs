using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text;
using QuestDb.Shared.TypeMap;

namespace QuestDb.Tool.Output;

/// <summary>
/// The cells of one column as text that QuestDB reads; null for NULL. A value that the server stores as NULL when no bitmap
/// says otherwise (QWP ingress specification, "Sentinel values") is NULL too: it is what the table would get.
/// </summary>
internal static class CellTexts
{
    /// <summary>One text a row.</summary>
    /// <param name="column">The column.</param>
    /// <param name="hasBitmap">Whether a bitmap says which rows are NULL.</param>
    public static string?[] Of(BatchColumn column, bool hasBitmap)
    {
        var texts = new string?[column.Length];
        for (int row = 0; row < texts.Length; row++)
        {
            if (column.IsNull(row)) continue;
            string text = Of(column, row);
            if (!StandsForNull(column, row, text, hasBitmap)) texts[row] = text;
        }

        return texts;
    }

    /// <summary>Whether texts of the type stand in JSON without quotes.</summary>
    public static bool IsLiteral(ColumnType type) => type is ColumnType.Boolean or ColumnType.Byte or ColumnType.Short or ColumnType.Int
        or ColumnType.Long or ColumnType.Float or ColumnType.Double or ColumnType.DoubleArray or ColumnType.LongArray;

    private static string Of(BatchColumn column, int row) => column.Type switch
    {
        ColumnType.Boolean => column.AsBoolean().Value(row) ? "true" : "false",
        ColumnType.Byte => Text(column.AsByte().Value(row)),
        ColumnType.Short => Text(column.AsShort().Value(row)),
        ColumnType.Char => column.AsChar().Value(row).ToString(),
        ColumnType.Int => Text(column.AsInt().Value(row)),
        ColumnType.Long => Text(column.AsLong().Value(row)),
        ColumnType.Float => column.AsFloat().Value(row).ToString("R", CultureInfo.InvariantCulture),
        ColumnType.Double => column.AsDouble().Value(row).ToString("R", CultureInfo.InvariantCulture),
        ColumnType.Timestamp => column.AsTimestamp().Value(row).ToString(),
        ColumnType.TimestampNanos => column.AsTimestampNanos().Value(row).ToString(),
        ColumnType.Date => Date(column.AsDate().Value(row)),
        ColumnType.IPv4 => Address(column.AsIPv4().Value(row)),
        ColumnType.Symbol => column.AsSymbol()[row]!,
        ColumnType.Varchar => column.AsVarchar()[row]!,
        ColumnType.Binary => "0x" + Convert.ToHexStringLower(column.AsBinary().Value(row)),
        ColumnType.Uuid => column.AsUuid().Value(row).ToString(),
        ColumnType.Long256 => column.AsLong256().Value(row).ToString(),
        ColumnType.GeoHash => column.AsGeoHash().Value(row).ToString(),
        ColumnType.DoubleArray => Array(column.AsDoubleArray().Value(row),
            static v => double.IsFinite(v) ? v.ToString("R", CultureInfo.InvariantCulture) : "null"),
        ColumnType.LongArray => Array(column.AsLongArray().Value(row), Text),
        _ => column.AsDecimal().Value(row).ToString(),
    };

    private static bool StandsForNull(BatchColumn column, int row, string text, bool hasBitmap)
    {
        ColumnTypeFacts facts = ColumnTypes.Of(column.Type);
        return facts.Null switch
        {
            ColumnNull.NaN => text == facts.NullText,
            ColumnNull.AllBits => !hasBitmap && column.AsGeoHash().Value(row) is var hash && hash.Value == (1L << hash.Bits) - 1,
            // The table of types names NULL by its number, so a time is compared as a number and not as a date.
            _ => !hasBitmap && facts.NullText == (facts.IsTime ? Text(column.AsLong().Value(row)) : text),
        };
    }

    private static string Text<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    /// <summary>A date outside the years that .NET has is a number of milliseconds.</summary>
    private static string Date(long millis) => millis is >= -62_135_596_800_000 and <= 253_402_300_799_999
        ? DateTime.UnixEpoch.AddMilliseconds(millis).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
        : Text(millis);

    private static string Address(uint value) =>
        new IPAddress([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]).ToString();

    /// <summary>Nested lists, as SQL and JSON write them.</summary>
    private static string Array<T>(ArrayView<T> array, Func<T, string> element)
        where T : unmanaged, INumber<T>
    {
        var text = new StringBuilder();
        int next = 0;
        Append(text, array.Shape, array.Values, ref next, element);
        return text.ToString();
    }

    private static void Append<T>(
        StringBuilder text, ReadOnlySpan<int> shape, ReadOnlySpan<T> values, ref int next, Func<T, string> element)
    {
        text.Append('[');
        for (int i = 0; i < shape[0]; i++)
        {
            if (i > 0) text.Append(',');
            if (shape.Length == 1) text.Append(element(values[next++]));
            else Append(text, shape[1..], values, ref next, element);
        }

        text.Append(']');
    }
}
