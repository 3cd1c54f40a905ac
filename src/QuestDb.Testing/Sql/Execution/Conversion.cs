using System.Globalization;
using System.Numerics;
using QuestDb.Shared.Sql;
using QuestDb.Shared.Wire;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Sql.Execution;

/// <summary>
/// Conversions between column types. An explicit cast wraps around and makes NULL of text it can't read, as QuestDB does; an implicit one
/// fails instead.
/// </summary>
internal static class Conversion
{
    public static ColumnVector Convert(ColumnVector source, SqlType type, bool isImplicit)
    {
        bool same = source.Type == type.Type && source.Scale == type.Scale && (source.Precision == type.Precision || source is ArrayVector);
        if (same) return source;
        ColumnVector target = Evaluator.NewVector(type);
        if (TryFast(source, target)) return target;
        if (type.Type is ColumnType.Varchar or ColumnType.Symbol) ToText(source, target);
        else if (source.Type is ColumnType.Varchar or ColumnType.Symbol) FromText(source, target, isImplicit);
        else if (DecimalCells.IsDecimal(source.Type) || DecimalCells.IsDecimal(type.Type)) ConvertDecimals(source, target);
        else if (IsWhole(type.Type) && source is FixedVector<double> or FixedVector<float>) FloatsToWholes(source, target, isImplicit);
        else if (type.Type is ColumnType.Double or ColumnType.Float) ToFloats(source, target);
        else if (type.Type == ColumnType.GeoHash && source.Type == ColumnType.GeoHash) CutGeoHashes(source, target);
        else if (type.Type == ColumnType.Long256) ToLong256(source, target);
        else ToWholes(source, target, isImplicit);
        return target;
    }

    /// <summary>The failure of an implicit conversion.</summary>
    public static SqlException Inconvertible(ColumnVector source, int row, ColumnVector target) => new(
        StatusCode.InternalError,
        $"inconvertible value: `{CellText.Of(source, row)}` [{Name(source)} -> {Name(target)}]");

    private static string Name(ColumnVector vector) => new SqlType(vector.Type, vector.Precision, vector.Scale).ToString();

    private static bool IsWhole(ColumnType type) =>
        type is ColumnType.Boolean or ColumnType.Byte or ColumnType.Short or ColumnType.Char or ColumnType.Int
            or ColumnType.Long or ColumnType.Date or ColumnType.Timestamp or ColumnType.TimestampNanos;

    // The promotions that arithmetic and comparisons of big columns need.
    private static bool TryFast(ColumnVector source, ColumnVector target)
    {
        switch (source, target)
        {
            case (FixedVector<int> { Type: ColumnType.Int } ints, FixedVector<long> { Type: ColumnType.Long } longs):
                Map(ints.Values, longs, static v => v == Nulls.Int ? Nulls.Long : v);
                return true;
            case (FixedVector<int> { Type: ColumnType.Int } ints, FixedVector<double> doubles):
                Map(ints.Values, doubles, static v => v == Nulls.Int ? double.NaN : v);
                return true;
            case (FixedVector<long> { Type: ColumnType.Long } longs, FixedVector<double> doubles):
                Map(longs.Values, doubles, static v => v == Nulls.Long ? double.NaN : v);
                return true;
            case (FixedVector<long> { Type: ColumnType.Timestamp or ColumnType.TimestampNanos or ColumnType.Date } times,
                FixedVector<long> { Type: ColumnType.Long } longs):
                longs.Append(times.Values);
                return true;
            case (FixedVector<float> floats, FixedVector<double> doubles):
                Map(floats.Values, doubles, static v => v);
                return true;
            default:
                return false;
        }
    }

    private static void Map<TFrom, TTo>(ReadOnlySpan<TFrom> from, FixedVector<TTo> to, Func<TFrom, TTo> map)
        where TFrom : unmanaged where TTo : unmanaged
    {
        Span<TTo> added = to.AppendUninitialized(from.Length);
        for (int i = 0; i < from.Length; i++) added[i] = map(from[i]);
    }

    private static void ToText(ColumnVector source, ColumnVector target)
    {
        for (int i = 0; i < source.Count; i++)
        {
            if (source.IsNull(i)) target.AppendNull();
            else if (target is BytesVector bytes && source is SymbolVector or BytesVector) bytes.Append(TextComparison.Bytes(source, i));
            else CellParser.TryAppend(target, CellText.Of(source, i)!);
        }
    }

    private static void FromText(ColumnVector source, ColumnVector target, bool isImplicit)
    {
        for (int i = 0; i < source.Count; i++)
        {
            if (source.IsNull(i)) target.AppendNull();
            else if (CellParser.TryAppend(target, CellText.Of(source, i)!)) continue;
            else if (isImplicit) throw Inconvertible(source, i, target);
            else target.AppendNull();
        }
    }

    private static void ConvertDecimals(ColumnVector source, ColumnVector target)
    {
        for (int i = 0; i < source.Count; i++)
        {
            if (Comparison.IsSqlNull(source, i))
            {
                target.AppendNull();
                continue;
            }

            bool fromDecimal = DecimalCells.IsDecimal(source.Type);
            BigInteger unscaled;
            int scale = source.Scale;
            if (fromDecimal) unscaled = DecimalCells.Unscaled(source, i);
            else if (source is FixedVector<double> or FixedVector<float>) (unscaled, scale) = ExactDecimal(Double(source, i));
            else unscaled = Whole(source, i, target);
            if (!AppendDecimal(target, unscaled, scale)) throw Inconvertible(source, i, target);
        }
    }

    private static bool AppendDecimal(ColumnVector target, BigInteger unscaled, int scale)
    {
        if (DecimalCells.IsDecimal(target.Type)) return DecimalCells.TryAppend(target, unscaled, scale, round: true);
        BigInteger whole = unscaled / BigInteger.Pow(10, scale);
        switch (target)
        {
            case FixedVector<double> doubles:
                return CellParser.TryAppend(doubles, CellText.Decimal(unscaled, scale));
            case FixedVector<float> floats:
                return CellParser.TryAppend(floats, CellText.Decimal(unscaled, scale));
            default:
                if (whole < long.MinValue || whole > long.MaxValue) return false;
                return AppendWhole(target, (long)whole, isImplicit: true);
        }
    }

    // The shortest decimal digits that name the double, as it prints.
    private static (BigInteger Unscaled, int Scale) ExactDecimal(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        int e = text.IndexOf('E');
        int exponent = e < 0 ? 0 : int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        Literals.TryParseDecimal(e < 0 ? text : text[..e], out BigInteger unscaled, out int scale);
        scale -= exponent;
        return scale >= 0 ? (unscaled, scale) : (unscaled * BigInteger.Pow(10, -scale), 0);
    }

    private static void FloatsToWholes(ColumnVector source, ColumnVector target, bool isImplicit)
    {
        for (int i = 0; i < source.Count; i++)
        {
            double value = Double(source, i);
            if (Nulls.IsSqlNull(value))
            {
                target.AppendNull();
            }
            else if (isImplicit && (Math.Truncate(value) != value || !IsInRange(value, target.Type)))
            {
                throw Inconvertible(source, i, target);
            }
            else if (!IsInRange(value, target.Type))
            {
                target.AppendNull();
            }
            else if (!AppendWhole(target, (long)value, isImplicit))
            {
                throw Inconvertible(source, i, target);
            }
        }
    }

    private static bool IsInRange(double value, ColumnType type) => Math.Truncate(value) is double whole && type switch
    {
        ColumnType.Byte => whole is >= sbyte.MinValue and <= sbyte.MaxValue,
        ColumnType.Short => whole is >= short.MinValue and <= short.MaxValue,
        ColumnType.Int => whole is >= int.MinValue and <= int.MaxValue,
        // 2^63 itself is out of range, and no double lies between it and the largest LONG.
        _ => whole is >= long.MinValue and < 9223372036854775808.0,
    };

    private static double Double(ColumnVector source, int row) =>
        source is FixedVector<float> floats ? floats[row] : ((FixedVector<double>)source)[row];

    private static void ToFloats(ColumnVector source, ColumnVector target)
    {
        for (int i = 0; i < source.Count; i++)
        {
            double value = source.IsNull(i) ? double.NaN
                : source is FixedVector<double> or FixedVector<float> ? Double(source, i)
                : Whole(source, i, target);
            if (target is FixedVector<float> floats) floats.Append((float)value);
            else ((FixedVector<double>)target).Append(value);
        }
    }

    private static void CutGeoHashes(ColumnVector source, ColumnVector target)
    {
        var from = (FixedVector<long>)source;
        var to = (FixedVector<long>)target;
        int cut = source.Precision - target.Precision;
        for (int i = 0; i < from.Count; i++)
        {
            // A geohash can't be made finer.
            if (from.IsNull(i) || cut < 0) to.AppendNull();
            else to.Append(from[i] >> cut);
        }
    }

    private static void ToLong256(ColumnVector source, ColumnVector target)
    {
        var limbs = (FixedVector<Limbs256>)target;
        for (int i = 0; i < source.Count; i++)
        {
            if (source.IsNull(i)) limbs.AppendNull();
            else limbs.Append(Limbs256.From(Whole(source, i, target)));
        }
    }

    private static void ToWholes(ColumnVector source, ColumnVector target, bool isImplicit)
    {
        for (int i = 0; i < source.Count; i++)
        {
            if (source.IsNull(i))
            {
                target.AppendNull();
            }
            else if (!AppendWhole(target, Scaled(Whole(source, i, target), source.Type, target.Type), isImplicit))
            {
                throw Inconvertible(source, i, target);
            }
        }
    }

    // Times keep their instant; a time and a plain number exchange the raw value.
    private static long Scaled(long value, ColumnType from, ColumnType to)
    {
        bool times = new SqlType(from).IsTime && new SqlType(to).IsTime;
        if (!times) return value;
        long fromUnits = TimestampText.UnitsPerSecond(from), toUnits = TimestampText.UnitsPerSecond(to);
        return toUnits >= fromUnits ? unchecked(value * (toUnits / fromUnits)) : value / (fromUnits / toUnits);
    }

    private static long Whole(ColumnVector source, int row, ColumnVector target) => source switch
    {
        FixedVector<byte> values => values[row],
        FixedVector<sbyte> values => values[row],
        FixedVector<short> values => values[row],
        FixedVector<int> values => values[row],
        FixedVector<uint> values => values[row],
        FixedVector<long> values => values[row],
        // A CHAR converts to the number its digit shows.
        FixedVector<ushort> values when values[row] is >= '0' and <= '9' => values[row] - '0',
        _ => throw Inconvertible(source, row, target),
    };

    /// <summary>Appends a whole number; false when it is out of range and may not wrap around.</summary>
    private static bool AppendWhole(ColumnVector target, long value, bool isImplicit)
    {
        switch (target)
        {
            case FixedVector<byte> booleans:
                booleans.Append(value != 0 ? (byte)1 : (byte)0);
                return true;
            case FixedVector<sbyte> bytes:
                bytes.Append(unchecked((sbyte)value));
                return !isImplicit || value == (sbyte)value;
            case FixedVector<short> shorts:
                shorts.Append(unchecked((short)value));
                return !isImplicit || value == (short)value;
            case FixedVector<ushort> chars:
                chars.Append(unchecked((ushort)value));
                return !isImplicit || value == (ushort)value;
            case FixedVector<int> ints:
                ints.Append(unchecked((int)value));
                return !isImplicit || value == (int)value;
            case FixedVector<uint> addresses:
                addresses.Append(unchecked((uint)value));
                return true;
            case FixedVector<long> longs:
                longs.Append(value);
                return true;
            default:
                throw new SqlException(StatusCode.ParseError, $"there is no conversion to {Name(target)}");
        }
    }
}
