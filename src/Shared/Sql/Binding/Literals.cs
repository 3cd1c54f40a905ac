using System.Globalization;
using System.Numerics;

namespace QuestDb.Shared.Sql;

/// <summary>Turns literals into constants.</summary>
internal static class Literals
{
    public static BoundConstant Bind(LiteralSyntax literal) => literal.Kind switch
    {
        LiteralKind.Null => new BoundConstant(SqlType.Null, null),
        LiteralKind.Boolean => new BoundConstant(SqlType.Boolean, literal.Text == "true"),
        LiteralKind.Integer => Integer(literal),
        LiteralKind.Long => new BoundConstant(SqlType.Long, Whole(literal)),
        LiteralKind.Double =>
            new BoundConstant(SqlType.Double, double.Parse(literal.Text, NumberStyles.Float, CultureInfo.InvariantCulture)),
        LiteralKind.Decimal => Decimal(literal),
        // A text of one character is a CHAR in QuestDB.
        LiteralKind.Text when literal.Text.Length == 1 => new BoundConstant(new SqlType(ColumnType.Char), literal.Text),
        LiteralKind.Text => new BoundConstant(SqlType.Varchar, literal.Text),
        LiteralKind.GeoHashChars =>
            GeoHash(literal, GeoHashText.TryParseChars(literal.Text, out long chars), chars, literal.Text.Length * 5),
        _ => GeoHash(literal, GeoHashText.TryParseBits(literal.Text, out long bits), bits, literal.Text.Length),
    };

    /// <summary>Splits <c>-12.50</c> into its unscaled value and its number of fraction digits.</summary>
    public static bool TryParseDecimal(string text, out BigInteger unscaled, out int scale)
    {
        int dot = text.IndexOf('.');
        scale = dot < 0 ? 0 : text.Length - dot - 1;
        string digits = dot < 0 ? text : text.Remove(dot, 1);
        return BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out unscaled);
    }

    private static BoundConstant Integer(LiteralSyntax literal)
    {
        CheckNotHexadecimal(literal);
        // Beyond LONG a whole number is a DOUBLE.
        if (!long.TryParse(literal.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value))
            return new BoundConstant(SqlType.Double, double.Parse(literal.Text, NumberStyles.Float, CultureInfo.InvariantCulture));
        return new BoundConstant(value is >= int.MinValue and <= int.MaxValue ? SqlType.Int : SqlType.Long, value);
    }

    private static long Whole(LiteralSyntax literal)
    {
        CheckNotHexadecimal(literal);
        return long.TryParse(literal.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw new SqlCompileException(literal.Position, $"number out of range [{literal.Text}]");
    }

    /// <summary>In QuestDB a hexadecimal literal is a LONG256 with arithmetic rules of its own.</summary>
    private static void CheckNotHexadecimal(LiteralSyntax literal)
    {
        if (literal.Text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            throw SqlCompileException.Unsupported(literal.Position, $"the hexadecimal literal {literal.Text}");
        }
    }

    private static BoundConstant Decimal(LiteralSyntax literal)
    {
        if (!TryParseDecimal(literal.Text, out BigInteger unscaled, out int scale))
            throw new SqlCompileException(literal.Position, $"invalid decimal [{literal.Text}]");
        int digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).Length;
        return new BoundConstant(SqlType.Decimal(Math.Max(digits, scale), scale), unscaled);
    }

    private static BoundConstant GeoHash(LiteralSyntax literal, bool ok, long value, int bits) => ok
        ? new BoundConstant(new SqlType(ColumnType.GeoHash, bits), value)
        : throw new SqlCompileException(literal.Position, $"invalid geohash [{literal.Text}]");
}
