using System.Text;
using System.Text.RegularExpressions;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Sql.Execution;

/// <summary>Tests of text against patterns; NULL matches nothing.</summary>
internal static class TextTests
{
    public static ColumnVector Like(ColumnVector texts, ColumnVector patterns, bool ignoreCase, int rows)
    {
        var result = new byte[rows];
        if (patterns.Count == 1)
        {
            Func<string, bool>? matches = patterns.IsNull(0) ? null : Matcher(CellText.Of(patterns, 0)!, ignoreCase);
            TextComparison.Test(texts, result, (utf8, isNull) => !isNull && matches is not null && matches(Encoding.UTF8.GetString(utf8)));
        }
        else
        {
            for (int i = 0; i < rows; i++)
            {
                int row = Functions.At(texts, i);
                bool holds = !texts.IsNull(row) && !patterns.IsNull(i)
                    && Matcher(CellText.Of(patterns, i)!, ignoreCase)(CellText.Of(texts, row)!);
                result[i] = holds ? (byte)1 : (byte)0;
            }
        }

        return FixedVector<byte>.Wrap(ColumnType.Boolean, result);
    }

    public static ColumnVector StartsWith(ColumnVector texts, ColumnVector prefixes, int rows)
    {
        var result = new byte[rows];
        for (int i = 0; i < rows; i++)
        {
            int text = Functions.At(texts, i), prefix = Functions.At(prefixes, i);
            bool holds = !texts.IsNull(text) && !prefixes.IsNull(prefix)
                && TextComparison.Bytes(texts, text).StartsWith(TextComparison.Bytes(prefixes, prefix));
            result[i] = holds ? (byte)1 : (byte)0;
        }

        return FixedVector<byte>.Wrap(ColumnType.Boolean, result);
    }

    // % is any text, _ any character, \ takes the next character as it is.
    private static Func<string, bool> Matcher(string pattern, bool ignoreCase)
    {
        var regex = new StringBuilder("^");
        for (int i = 0; i < pattern.Length; i++)
        {
            char c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length) regex.Append(Regex.Escape(pattern[++i].ToString()));
            else if (c == '%') regex.Append(".*");
            else if (c == '_') regex.Append('.');
            else regex.Append(Regex.Escape(c.ToString()));
        }

        regex.Append("\\z");
        RegexOptions options =
            RegexOptions.Singleline | RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        return new Regex(regex.ToString(), options).IsMatch;
    }
}
