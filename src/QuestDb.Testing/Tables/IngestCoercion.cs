using System.Globalization;
using System.Numerics;
using QuestDb.Shared.Sql;
using QuestDb.Shared.Wire;

namespace QuestDb.Testing.Tables;

/// <summary>
/// Fits wire columns into table columns of another type, as a server does: whatever loses nothing, and SCHEMA_MISMATCH for the rest.
/// </summary>
internal static class IngestCoercion
{
    public static ColumnVector Convert(ColumnVector wire, SqlType type, string column)
    {
        if (wire.Type == type.Type && !NeedsCheck(wire, type)) return wire;
        if (!IsAllowed(wire.Type, type.Type))
        {
            throw Mismatch(wire.Type is ColumnType.Boolean
                ? $"cannot write BOOLEAN to column [column={column}, type={type}]"
                : $"type coercion from {Name(wire)} to {type} is not supported [column={column}]");
        }

        if (type.Type == ColumnType.GeoHash && wire.Type == ColumnType.GeoHash)
            throw Mismatch($"GeoHash precision mismatch [column={column}, columnType={type}, wireBits={wire.Precision}]");
        if (type.Type == ColumnType.DoubleArray)
        {
            CheckDimensions(wire, type, column);
            return wire;
        }

        ColumnVector target = ColumnVector.Create(type.Type, type.Precision, type.Scale);
        for (int row = 0; row < wire.Count; row++)
        {
            if (wire.IsNull(row)) target.AppendNull();
            else Append(wire, row, target, type, column);
        }

        return target;
    }

    /// <summary>The dimensions of the arrays in a vector, 0 if all are NULL.</summary>
    public static int Dimensions(ColumnVector vector, string column)
    {
        var arrays = (ArrayVector)vector;
        int dimensions = 0;
        for (int row = 0; row < arrays.Count; row++)
        {
            if (arrays.Shape(row) is not { } shape) continue;
            if (dimensions != 0 && shape.Length != dimensions)
            {
                throw Mismatch(
                    $"array dimensionality mismatch in QWP batch [column={column}, expectedDims={dimensions}, actualDims={shape.Length}]");
            }

            dimensions = shape.Length;
        }

        return dimensions;
    }

    private static bool NeedsCheck(ColumnVector wire, SqlType type) => type.Type switch
    {
        ColumnType.GeoHash => wire.Precision != type.Precision,
        // A wire DECIMAL may have a digit more than any column: 19 in 64 bits, 77 in 256.
        ColumnType.Decimal64 or ColumnType.Decimal128 or ColumnType.Decimal256 or ColumnType.DoubleArray => true,
        _ => false,
    };

    private static bool IsAllowed(ColumnType from, ColumnType to)
    {
        var source = new SqlType(from);
        var target = new SqlType(to);
        if (from == to) return true;
        if (from == ColumnType.Varchar) return to is not (ColumnType.IPv4 or ColumnType.DoubleArray or ColumnType.LongArray);
        if (to == ColumnType.Varchar) return from is not (ColumnType.Binary or ColumnType.DoubleArray or ColumnType.LongArray);
        if (to == ColumnType.Symbol) return source.IsInteger || source.IsFloating;
        if (from == ColumnType.Boolean) return target.IsInteger || target.IsFloating;
        if (source.IsInteger) return target.IsNumeric || target.IsTime || (from == ColumnType.Int && to == ColumnType.IPv4);
        if (source.IsFloating) return target.IsNumeric;
        if (source.IsDecimal) return target.IsDecimal;
        return from is ColumnType.Timestamp or ColumnType.TimestampNanos && to is ColumnType.Timestamp or ColumnType.TimestampNanos;
    }

    private static void Append(ColumnVector wire, int row, ColumnVector target, SqlType type, string column)
    {
        if (DecimalCells.IsDecimal(type.Type))
        {
            AppendDecimal(wire, row, target, type, column);
        }
        else if (wire.Type == ColumnType.Varchar || type.Type is ColumnType.Varchar or ColumnType.Symbol)
        {
            AppendText(wire, row, target, type, column);
        }
        else if (wire is FixedVector<float> or FixedVector<double>)
        {
            AppendFloat(wire is FixedVector<float> f ? f[row] : ((FixedVector<double>)wire)[row], target, type, column);
        }
        else
        {
            AppendWhole(Whole(wire, row), wire.Type, target, type, column);
        }
    }

    private static void AppendText(ColumnVector wire, int row, ColumnVector target, SqlType type, string column)
    {
        if (target is BytesVector bytes && wire is BytesVector source)
        {
            bytes.Append(source.Bytes(row));
            return;
        }

        string text = CellText.Of(wire, row)!;
        if (!CellParser.TryAppend(target, text)) throw Mismatch($"cannot parse {type} from string [value={text}, column={column}]");
    }

    private static void AppendDecimal(ColumnVector wire, int row, ColumnVector target, SqlType type, string column)
    {
        BigInteger unscaled;
        int scale;
        if (DecimalCells.IsDecimal(wire.Type)) (unscaled, scale) = (DecimalCells.Unscaled(wire, row), wire.Scale);
        else if (!Literals.TryParseDecimal(CellText.Of(wire, row)!, out unscaled, out scale))
            throw Mismatch($"cannot parse {type} from string [value={CellText.Of(wire, row)}, column={column}]");
        BigInteger fitted = unscaled;
        if (!DecimalCells.TryRescale(ref fitted, scale, type.Scale, round: false))
            throw Mismatch(
                $"decimal value causes precision loss converting to {type} [column={column}, decimal={CellText.Decimal(unscaled, scale)}]");
        if (!DecimalCells.TryAppend(target, fitted, type.Scale, round: false))
            throw Mismatch($"decimal value overflows {type} [column={column}, decimal={CellText.Decimal(fitted, type.Scale)}]");
    }

    private static void AppendFloat(double value, ColumnVector target, SqlType type, string column)
    {
        switch (target)
        {
            case FixedVector<float> floats:
                floats.Append((float)value);
                return;
            case FixedVector<double> doubles:
                doubles.Append(value);
                return;
        }

        if (Math.Truncate(value) != value || Math.Abs(value) >= 9.2e18)
        {
            throw Mismatch(string.Create(CultureInfo.InvariantCulture,
                $"double value {value} loses precision when converted to {type} [column={column}]"));
        }

        AppendWhole((long)value, ColumnType.Long, target, type, column);
    }

    private static long Whole(ColumnVector wire, int row) => wire switch
    {
        FixedVector<byte> values => values[row],
        FixedVector<sbyte> values => values[row],
        FixedVector<short> values => values[row],
        FixedVector<int> values => values[row],
        FixedVector<long> values => values[row],
        _ => throw new InvalidOperationException($"{wire.Type} is not a whole number"),
    };

    private static void AppendWhole(long value, ColumnType from, ColumnVector target, SqlType type, string column)
    {
        switch (target)
        {
            case FixedVector<sbyte> bytes:
                bytes.Append((sbyte)InRange(value, sbyte.MinValue, sbyte.MaxValue, type, column));
                break;
            case FixedVector<short> shorts:
                shorts.Append((short)InRange(value, short.MinValue, short.MaxValue, type, column));
                break;
            case FixedVector<int> ints:
                ints.Append((int)InRange(value, int.MinValue, int.MaxValue, type, column));
                break;
            case FixedVector<uint> addresses:
                addresses.Append(unchecked((uint)value));
                break;
            case FixedVector<float> floats:
                floats.Append(value);
                break;
            case FixedVector<double> doubles:
                doubles.Append(value);
                break;
            case FixedVector<long> longs:
                longs.Append(Rescale(value, from, type.Type));
                break;
        }
    }

    private static long InRange(long value, long min, long max, SqlType type, string column) => value >= min && value <= max
        ? value
        : throw Mismatch($"integer value {value} out of range for {type} [column={column}, min={min}, max={max}]");

    private static long Rescale(long value, ColumnType from, ColumnType to)
    {
        if (from == ColumnType.TimestampNanos && to == ColumnType.Timestamp) return value / 1_000;
        if (from != ColumnType.Timestamp || to != ColumnType.TimestampNanos) return value;
        long nanos = unchecked(value * 1_000);
        return nanos / 1_000 == value ? nanos : throw Mismatch($"timestamp overflow converting micros to nanos: {value}");
    }

    private static void CheckDimensions(ColumnVector wire, SqlType type, string column)
    {
        int dimensions = Dimensions(wire, column);
        if (dimensions == 0 || dimensions == type.Precision) return;
        throw Mismatch($"array dimensionality mismatch [column={column}, expected={type}, actual={type with { Precision = dimensions }}]");
    }

    private static string Name(ColumnVector wire) => new SqlType(wire.Type, wire.Precision, wire.Scale).ToString();

    private static IngestException Mismatch(string message) => new(StatusCode.SchemaMismatch, message);
}
