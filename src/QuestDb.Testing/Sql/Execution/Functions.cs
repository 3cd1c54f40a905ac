using System.Security.Cryptography;
using System.Text;
using QuestDb.Shared.Sql;
using QuestDb.Shared.Wire;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Sql.Execution;

/// <summary>Scalar functions other than operators, by the name the binder gives them.</summary>
internal static class Functions
{
    // A real server refuses to build a longer text by rpad().
    private const int MaxTextLength = 1_048_576;

    public static ColumnVector Evaluate(BoundCall call, ColumnVector[] arguments, int rows)
    {
        switch (call.Function)
        {
            case "reinterpret": return Reinterpret(arguments[0], call.Type);
            case "array": return ArrayFunctions.Build(call.Type, arguments, rows);
            case "like" or "ilike": return TextTests.Like(arguments[0], arguments[1], call.Function == "ilike", rows);
            case "starts_with": return TextTests.StartsWith(arguments[0], arguments[1], rows);
            case "in_period": return TimeFunctions.InPeriod(arguments[0], arguments[1], rows);
        }

        ColumnVector result = Evaluator.NewVector(call.Type);
        // now() is one instant for the whole statement's row range.
        if (call.Function is "now" or "systimestamp") return TimeFunctions.Now((FixedVector<long>)result);
        for (int row = 0; row < rows; row++) AppendRow(call.Function, result, arguments, row);
        return result;
    }

    private static void AppendRow(string function, ColumnVector result, ColumnVector[] arguments, int row)
    {
        if (function == "concat")
        {
            Concat((BytesVector)result, arguments, row);
            return;
        }

        foreach (ColumnVector argument in arguments)
        {
            if (!Comparison.IsSqlNull(argument, At(argument, row))) continue;
            // The length of NULL is -1, as in QuestDB.
            if (function == "length") ((FixedVector<int>)result).Append(-1);
            else result.AppendNull();
            return;
        }

        switch (result)
        {
            case BytesVector texts:
                texts.Append(Text(function, arguments, row));
                break;
            case FixedVector<double> doubles when function != "abs" && function != "negate":
                doubles.Append(MathFunctions.Double(function, arguments, row));
                break;
            case FixedVector<float> floats when function != "negate":
                floats.Append((float)MathFunctions.Double(function, arguments, row));
                break;
            case FixedVector<int> ints when function is "length" or "strpos":
                ints.Append(function == "length"
                    ? TextOf(arguments[0], row).Length
                    : TextOf(arguments[0], row).IndexOf(TextOf(arguments[1], row), StringComparison.Ordinal) + 1);
                break;
            case FixedVector<long> longs when function is "dateadd" or "datediff" or "to_timestamp":
                longs.Append(TimeFunctions.Evaluate(function, arguments, row, result));
                break;
            default:
                MathFunctions.AppendSigned(function, result, arguments[0], At(arguments[0], row));
                break;
        }
    }

    public static int At(ColumnVector argument, int row) => argument.Count == 1 ? 0 : row;

    public static string TextOf(ColumnVector argument, int row) => CellText.Of(argument, At(argument, row))!;

    public static int IntOf(ColumnVector argument, int row) => ((FixedVector<int>)argument)[At(argument, row)];

    // NULL adds nothing to the text, as in QuestDB.
    private static void Concat(BytesVector result, ColumnVector[] arguments, int row)
    {
        var text = new StringBuilder();
        foreach (ColumnVector argument in arguments) text.Append(CellText.Of(argument, At(argument, row)));
        result.Append(text.ToString());
    }

    private static string? Text(string function, ColumnVector[] arguments, int row)
    {
        string text = TextOf(arguments[0], row);
        switch (function)
        {
            case "lower" or "to_lowercase": return text.ToLowerInvariant();
            case "upper" or "to_uppercase": return text.ToUpperInvariant();
            case "trim": return text.Trim(' ');
            case "ltrim": return text.TrimStart(' ');
            case "rtrim": return text.TrimEnd(' ');
            case "md5": return Md5(text);
            case "replace":
                return TextOf(arguments[1], row) is { Length: > 0 } old
                    ? text.Replace(old, TextOf(arguments[2], row), StringComparison.Ordinal)
                    : text;
            case "left": return Side(text, IntOf(arguments[1], row), fromLeft: true);
            case "right": return Side(text, IntOf(arguments[1], row), fromLeft: false);
            case "substring": return Substring(text, IntOf(arguments[1], row), IntOf(arguments[2], row));
            case "lpad" or "rpad":
                return Pad(function, text, IntOf(arguments[1], row), arguments.Length > 2 ? TextOf(arguments[2], row) : " ");
            default: throw new InvalidOperationException($"no text function {function}");
        }
    }

    // The hash protects nothing here: it is what the SQL function of that name yields.
#pragma warning disable CA5351
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    private static string Side(string text, int count, bool fromLeft)
    {
        // A negative count is the number of characters to leave out at the other side.
        int take = Math.Clamp(count >= 0 ? count : text.Length + count, 0, text.Length);
        return fromLeft ? text[..take] : text[(text.Length - take)..];
    }

    private static string Substring(string text, int start, int length)
    {
        if (length < 0) throw new SqlException(StatusCode.InternalError, $"substring: negative length {length}");
        // Positions count from 1, and may lie before the text.
        long from = Math.Max((long)start, 1), end = Math.Min((long)start + length, text.Length + 1L);
        return end <= from ? "" : text[(int)(from - 1)..(int)(end - 1)];
    }

    private static string? Pad(string function, string text, int length, string filler)
    {
        if (length < 0) return null;
        if (length > MaxTextLength)
        {
            throw new SqlException(StatusCode.InternalError,
                $"breached memory limit set for {function} [maxLength={MaxTextLength}, requiredLength={length}]");
        }

        if (text.Length >= length) return text[..length];
        if (filler.Length == 0) return null;
        var padding = new StringBuilder(length);
        while (padding.Length < length - text.Length) padding.Append(filler);
        padding.Length = length - text.Length;
        return function == "lpad" ? padding + text : text + padding;
    }

    private static ColumnVector Reinterpret(ColumnVector source, SqlType type)
        => source is FixedVector<int>
            ? Conversion.Convert(source, type, isImplicit: true)
            : FixedVector<long>.Wrap(type.Type, ((FixedVector<long>)source).Values.ToArray());
}
