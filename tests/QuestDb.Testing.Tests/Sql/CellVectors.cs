using System.Globalization;
using System.Numerics;
using QuestDb.SqlFrontEnd;
using QuestDb.Testing.Tables;
using QuestDb.TestSupport;

namespace QuestDb.Testing.Tests.Sql;

/// <summary>Cells of the recorded vectors as column vectors, and back.</summary>
internal static class CellVectors
{
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
        switch (vector)
        {
            case FixedVector<byte> values: values.Append(cell.AsBoolean() ? (byte)1 : (byte)0); break;
            case FixedVector<ushort> values: values.Append((ushort)cell.AsInt64()); break;
            case FixedVector<float> values: values.Append(cell.AsFloat()); break;
            case FixedVector<double> values: values.Append(cell.AsDouble()); break;
            case FixedVector<long> { Type: ColumnType.GeoHash } values: values.Append(GeoHash(cell.Text!, vector.Precision)); break;
            case FixedVector<long> { Type: not ColumnType.Decimal64 } values: values.Append(cell.AsInt64()); break;
            case BytesVector { Type: ColumnType.Binary } values: values.Append(cell.AsBytes()); break;
            default:
                Assert.True(CellParser.TryAppend(vector, cell.Text!), $"{vector.Type} {cell.Text}");
                break;
        }
    }

    private static long GeoHash(string text, int bits)
    {
        bool ok = bits % 5 == 0 ? GeoHashText.TryParseChars(text, out long value) : GeoHashText.TryParseBits(text, out value);
        Assert.True(ok, text);
        return value;
    }
}
