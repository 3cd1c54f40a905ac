using System.Globalization;
using System.Numerics;
using QuestDb.Shared.Sql;
using QuestDb.Shared.TypeMap;

namespace QuestDb.Testing.Tables;

/// <summary>Reads values of every column type from text.</summary>
internal static class CellParser
{
    /// <summary>Appends the value of a text; false, and nothing appended, when the text is no value of the type.</summary>
    public static bool TryAppend(ColumnVector target, string text)
    {
        switch (target)
        {
            case SymbolVector symbols:
                symbols.Append(text);
                return true;
            case BytesVector bytes:
                bytes.Append(text);
                return true;
            case FixedVector<byte> booleans:
                return Add(booleans, TryBoolean(text, out byte flag), flag);
            case FixedVector<sbyte> values:
                return Add(values, sbyte.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out sbyte tiny), tiny);
            case FixedVector<short> values:
                return Add(values,
                    short.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out short small), small);
            case FixedVector<ushort> chars:
                return Add(chars, text.Length <= 1, text.Length == 0 ? (ushort)0 : text[0]);
            case FixedVector<int> values:
                return Add(values, int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number), number);
            case FixedVector<uint> addresses:
                return Add(addresses, TryIPv4(text, out uint address), address);
            case FixedVector<float> values:
                return Add(values, float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float single), single);
            case FixedVector<double> values:
                return Add(values, double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double wide), wide);
            case FixedVector<UInt128> values:
                return Add(values, TryUuid(text, out UInt128 uuid), uuid);
            case FixedVector<Limbs256> { Type: ColumnType.Long256 } values:
                return Add(values, TryLong256(text, out Limbs256 limbs), limbs);
            case FixedVector<long> values when ColumnTypes.Of(target.Type).IsTime:
                return Add(values, TimestampText.TryParse(text, target.Type, out long time), time);
            case FixedVector<long> values when ColumnTypes.Of(target.Type).Layout == ColumnLayout.Fixed:
                return Add(values, long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long big), big);
            case FixedVector<long> { Type: ColumnType.GeoHash } values:
                return Add(values, TryGeoHash(text, target.Precision, out long hash), hash);
            default:
                return DecimalCells.IsDecimal(target.Type)
                    && Literals.TryParseDecimal(text, out BigInteger unscaled, out int scale)
                    && DecimalCells.TryAppend(target, unscaled, scale, round: false);
        }
    }

    private static bool Add<T>(FixedVector<T> target, bool ok, T value) where T : unmanaged
    {
        if (ok) target.Append(value);
        return ok;
    }

    private static bool TryBoolean(string text, out byte value)
    {
        value = text.Equals("true", StringComparison.OrdinalIgnoreCase) ? (byte)1 : (byte)0;
        return value == 1 || text.Equals("false", StringComparison.OrdinalIgnoreCase);
    }

    private static bool TryIPv4(string text, out uint address)
    {
        address = 0;
        string[] parts = text.Split('.');
        if (parts.Length != 4) return false;
        foreach (string part in parts)
        {
            if (!byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out byte octet)) return false;
            address = (address << 8) | octet;
        }

        return true;
    }

    private static bool TryUuid(string text, out UInt128 value)
    {
        value = default;
        return text.Length == 36 && Guid.TryParseExact(text, "D", out _)
            && UInt128.TryParse(text.Replace("-", "", StringComparison.Ordinal), NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture, out value);
    }

    private static bool TryLong256(string text, out Limbs256 value)
    {
        value = default;
        if (text.Length is < 3 or > 66 || !text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) return false;
        // The leading zero keeps the number positive.
        if (!BigInteger.TryParse("0" + text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out BigInteger number))
        {
            return false;
        }

        value = Limbs256.From(number);
        return true;
    }

    // A longer hash is cut to the precision.
    private static bool TryGeoHash(string text, int bits, out long value)
    {
        int textBits = text.Length * 5;
        if (!GeoHashText.TryParseChars(text, out value) || textBits < bits) return false;
        value >>= textBits - bits;
        return true;
    }
}
