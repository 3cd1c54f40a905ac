using System.Globalization;
using System.Numerics;
using QuestDb.Shared.Sql;
using QuestDb.Shared.TypeMap;

namespace QuestDb.Testing.Tables;

/// <summary>Values as the text that QuestDB prints.</summary>
internal static class CellText
{
    /// <summary>The text of a value, null when it is NULL.</summary>
    public static string? Of(ColumnVector vector, int row)
    {
        if (vector.IsNull(row)) return null;
        return vector switch
        {
            SymbolVector symbols => symbols.Text(row),
            BytesVector { Type: ColumnType.Varchar } texts => texts.Text(row),
            FixedVector<byte> booleans => booleans[row] != 0 ? "true" : "false",
            FixedVector<sbyte> values => values[row].ToString(CultureInfo.InvariantCulture),
            FixedVector<short> values => values[row].ToString(CultureInfo.InvariantCulture),
            FixedVector<ushort> chars => chars[row] == 0 ? "" : ((char)chars[row]).ToString(),
            FixedVector<int> values => values[row].ToString(CultureInfo.InvariantCulture),
            FixedVector<uint> addresses => IPv4(addresses[row]),
            FixedVector<float> values => Floating(values[row], values[row].ToString("E8", CultureInfo.InvariantCulture),
                values[row].ToString("R", CultureInfo.InvariantCulture)),
            FixedVector<double> values => Floating(values[row], values[row].ToString("E16", CultureInfo.InvariantCulture),
                values[row].ToString("R", CultureInfo.InvariantCulture)),
            FixedVector<UInt128> values => Uuid(values[row]),
            FixedVector<Limbs256> { Type: ColumnType.Long256 } values => Long256(values[row]),
            FixedVector<Limbs256> values => Decimal(values[row].ToSigned(), vector.Scale),
            FixedVector<Int128> values => Decimal(values[row], vector.Scale),
            FixedVector<long> values => Long(values, row),
            _ => throw new InvalidOperationException($"{vector.Type} has no text"),
        };
    }

    public static string Decimal(BigInteger unscaled, int scale)
    {
        string digits = BigInteger.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        string sign = unscaled.Sign < 0 ? "-" : "";
        return scale == 0 ? sign + digits : $"{sign}{digits[..^scale]}.{digits[^scale..]}";
    }

    public static string IPv4(uint address) => $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}";

    /// <summary>An instant in ISO 8601, with the fraction digits of its type.</summary>
    public static string Time(long value, ColumnType type)
    {
        long perSecond = TimestampText.UnitsPerSecond(type);
        long seconds = Math.DivRem(value, perSecond, out long rest);
        if (rest < 0)
        {
            rest += perSecond;
            seconds--;
        }

        int digits = type switch { ColumnType.TimestampNanos => 9, ColumnType.Date => 3, _ => 6 };
        long days = seconds / 86_400, ofDay = seconds % 86_400;
        if (ofDay < 0)
        {
            ofDay += 86_400;
            days--;
        }

        const long epochDay = 719_162;
        bool representable = days + epochDay is >= 0 and <= 3_652_058;
        if (!representable) return value.ToString(CultureInfo.InvariantCulture);
        DateOnly date = DateOnly.FromDayNumber((int)(days + epochDay));
        string fraction = rest.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
        return string.Create(CultureInfo.InvariantCulture,
            $"{date:yyyy-MM-dd}T{ofDay / 3600:00}:{ofDay / 60 % 60:00}:{ofDay % 60:00}.{fraction}Z");
    }

    private static string Long(FixedVector<long> values, int row) => values.Type switch
    {
        var type when ColumnTypes.Of(type).IsTime => Time(values[row], values.Type),
        ColumnType.GeoHash => GeoHashText.Format(values[row], values.Precision),
        ColumnType.Decimal64 => Decimal(values[row], values.Scale),
        _ => values[row].ToString(CultureInfo.InvariantCulture),
    };

    private static string Uuid(UInt128 value)
    {
        string hex = value.ToString("x32", CultureInfo.InvariantCulture);
        return $"{hex[..8]}-{hex[8..12]}-{hex[12..16]}-{hex[16..20]}-{hex[20..]}";
    }

    // Whole bytes, without leading zero bytes.
    private static string Long256(Limbs256 value)
    {
        string hex = string.Concat(value.L3.ToString("x16", CultureInfo.InvariantCulture),
            value.L2.ToString("x16", CultureInfo.InvariantCulture),
            value.L1.ToString("x16", CultureInfo.InvariantCulture), value.L0.ToString("x16", CultureInfo.InvariantCulture));
        int start = 0;
        while (start < 62 && hex[start] == '0' && hex[start + 1] == '0') start += 2;
        return "0x" + hex[start..];
    }

    // Plain digits from 0.001 to below 10,000,000, scientific outside, always with a fraction: the layout of Java.
    private static string Floating(double value, string scientific, string shortest)
    {
        if (double.IsInfinity(value)) return value > 0 ? "Infinity" : "-Infinity";
        if (value == 0) return double.IsNegative(value) ? "-0.0" : "0.0";
        string sign = value < 0 ? "-" : "";
        int exponent = int.Parse(scientific[(scientific.IndexOf('E') + 1)..], CultureInfo.InvariantCulture);
        int e = shortest.IndexOf('E');
        string mantissa = (e < 0 ? shortest : shortest[..e]).Replace("-", "", StringComparison.Ordinal)
            .Replace(".", "", StringComparison.Ordinal);
        string digits = mantissa.TrimStart('0').TrimEnd('0');
        if (exponent is >= 7 or < -3) return $"{sign}{digits[0]}.{(digits.Length > 1 ? digits[1..] : "0")}E{exponent}";
        if (exponent < 0) return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        string whole = digits.PadRight(exponent + 1, '0')[..(exponent + 1)];
        return $"{sign}{whole}.{(digits.Length > exponent + 1 ? digits[(exponent + 1)..] : "0")}";
    }
}
