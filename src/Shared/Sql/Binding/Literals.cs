using System.Globalization;
using System.Numerics;

namespace QuestDb.SqlFrontEnd;

/// <summary>Turns literals into constants.</summary>
internal static class Literals
{
    public static BoundConstant Bind(LiteralSyntax literal) => literal.Kind switch
    {
        LiteralKind.Null => new BoundConstant(SqlType.Null, null),
        LiteralKind.Boolean => new BoundConstant(SqlType.Boolean, literal.Text == "true"),
        LiteralKind.Integer => Integer(literal),
        LiteralKind.Long => new BoundConstant(SqlType.Long, Whole(literal)),
        LiteralKind.Double => new BoundConstant(SqlType.Double, double.Parse(literal.Text, NumberStyles.Float, CultureInfo.InvariantCulture)),
        LiteralKind.Decimal => Decimal(literal),
        // A text of one character is a CHAR in QuestDB.
        LiteralKind.Text when literal.Text.Length == 1 => new BoundConstant(new SqlType(ColumnType.Char), literal.Text),
        LiteralKind.Text => new BoundConstant(SqlType.Varchar, literal.Text),
        LiteralKind.GeoHashChars => GeoHash(literal, GeoHashText.TryParseChars(literal.Text, out long chars), chars, literal.Text.Length * 5),
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
        bool hex = literal.Text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        // Beyond LONG a whole number is a DOUBLE.
        if (!hex && !long.TryParse(literal.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            return new BoundConstant(SqlType.Double, double.Parse(literal.Text, NumberStyles.Float, CultureInfo.InvariantCulture));
        long value = Whole(literal);
        bool isInt = hex ? literal.Text.Length <= 10 : value is >= int.MinValue and <= int.MaxValue;
        return isInt ? new BoundConstant(SqlType.Int, (long)unchecked((int)value)) : new BoundConstant(SqlType.Long, value);
    }

    private static long Whole(LiteralSyntax literal)
    {
        bool hex = literal.Text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        bool ok = hex
            ? long.TryParse(literal.Text.Substring(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long value)
            : long.TryParse(literal.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
        return ok ? value : throw new SqlCompileException(literal.Position, $"number out of range [{literal.Text}]");
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
