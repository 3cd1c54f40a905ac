using System.Globalization;
using System.Net;
using System.Numerics;
using QuestDb.Testing.Tables;
using QuestDb.TestSupport;

namespace QuestDb.Testing.Tests;

/// <summary>The cells of the recorded vectors as column vectors of the server, and back, without the parser of the server.</summary>
internal static class CellVectors
{
    private const string Base32 = "0123456789bcdefghjkmnpqrstuvwxyz";

    /// <summary>One column of a table; a NULL is false or 0 where the type has none.</summary>
    public static ColumnVector FromTable(CellTable table, int column) =>
        Build(table.Columns[column], table.Rows.Select(row => row[column]));

    public static ColumnVector Build(CellColumn column, IEnumerable<Cell> cells)
    {
        int precision = column.Type switch
        {
            ColumnType.Decimal64 => 18,
            ColumnType.Decimal128 => 38,
            ColumnType.Decimal256 => 76,
            _ => column.PrecisionBits,
        };
        if (column.Type == ColumnType.DoubleArray) return ArrayCells.Build(cells);
        ColumnVector vector = ColumnVector.Create(column.Type, precision, column.Scale);
        foreach (Cell cell in cells) Append(vector, cell);
        return vector;
    }

    public static Cell Read(ColumnVector vector, int row)
    {
        if (vector.IsNull(row)) return Cell.Null;
        return vector switch
        {
            FixedVector<byte> values => Cell.Of(values[row] != 0),
            FixedVector<sbyte> values => Cell.Of(values[row]),
            FixedVector<short> values => Cell.Of(values[row]),
            FixedVector<ushort> values => Cell.Of(values[row]),
            FixedVector<int> values => Cell.Of(values[row]),
            FixedVector<float> values => Cell.Of(values[row]),
            FixedVector<double> values => Cell.Of(values[row]),
            FixedVector<long> { Type: not (ColumnType.GeoHash or ColumnType.Decimal64) } values => Cell.Of(values[row]),
            ArrayVector values => ArrayCells.Read(values, row),
            BytesVector { Type: ColumnType.Binary } values => new Cell(Convert.ToHexStringLower(values.Bytes(row))),
            _ => new Cell(CellText.Of(vector, row)),
        };
    }

    private static void Append(ColumnVector vector, Cell cell)
    {
        if (cell.IsNull)
        {
            vector.AppendNull();
            return;
        }

        string text = cell.Text!;
        switch (vector)
        {
            case FixedVector<byte> v: v.Append(cell.AsBoolean() ? (byte)1 : (byte)0); break;
            case FixedVector<sbyte> v: v.Append((sbyte)cell.AsInt64()); break;
            case FixedVector<short> v: v.Append((short)cell.AsInt64()); break;
            case FixedVector<ushort> v: v.Append((ushort)cell.AsInt64()); break;
            case FixedVector<int> v: v.Append((int)cell.AsInt64()); break;
            case FixedVector<uint> v: v.Append(ReadIPv4(text)); break;
            case FixedVector<float> v: v.Append(cell.AsFloat()); break;
            case FixedVector<double> v: v.Append(cell.AsDouble()); break;
            case FixedVector<UInt128> v: v.Append(UInt128.Parse(text.Replace("-", ""), NumberStyles.HexNumber)); break;
            case FixedVector<long> { Type: ColumnType.GeoHash } v: v.Append(ReadGeoHash(text, v.Precision)); break;
            case FixedVector<long> { Type: ColumnType.Decimal64 } v: v.Append((long)ReadDecimal(text)); break;
            case FixedVector<long> v: v.Append(cell.AsInt64()); break;
            case FixedVector<Int128> v: v.Append((Int128)ReadDecimal(text)); break;
            case FixedVector<Limbs256> { Type: ColumnType.Decimal256 } v: v.Append(Limbs256.From(ReadDecimal(text))); break;
            case FixedVector<Limbs256> v: v.Append(Limbs256.From(BigInteger.Parse("0" + text[2..], NumberStyles.HexNumber))); break;
            case SymbolVector v: v.Append(text); break;
            case BytesVector { Type: ColumnType.Binary } v: v.Append(cell.AsBytes().AsSpan()); break;
            case BytesVector v: v.Append(text); break;
            default: throw new NotSupportedException($"{vector.Type}");
        }
    }

    private static uint ReadIPv4(string text)
    {
        byte[] bytes = IPAddress.Parse(text).GetAddressBytes();
        return (uint)(bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3]);
    }

    private static BigInteger ReadDecimal(string text) => BigInteger.Parse(text.Replace(".", ""), CultureInfo.InvariantCulture);

    private static long ReadGeoHash(string text, int precisionBits)
    {
        bool isBase32 = precisionBits % 5 == 0;
        long value = 0;
        foreach (char c in text) value = isBase32 ? value << 5 | (long)Base32.IndexOf(c) : value << 1 | (c == '1' ? 1L : 0L);
        return value;
    }
}
