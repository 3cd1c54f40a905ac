using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text.Json;
using QuestDb.Testing.Tables;
using QuestDb.TestSupport;

namespace QuestDb.Testing.Tests.Protocol;

/// <summary>Turns the cells of the recorded vectors into the column vectors of the server.</summary>
internal static class CellVectors
{
    private const string Base32 = "0123456789bcdefghjkmnpqrstuvwxyz";

    /// <summary>One column of a table; a NULL is false or 0 where the type has none.</summary>
    public static ColumnVector FromTable(CellTable table, int column)
    {
        ColumnVector vector = New(table.Columns[column], table.Rows.Select(r => r[column]));
        foreach (Cell[] row in table.Rows) Append(vector, row[column]);
        return vector;
    }

    private static ColumnVector New(CellColumn column, IEnumerable<Cell> cells)
    {
        int precision = column.Type switch
        {
            ColumnType.Decimal64 => 18,
            ColumnType.Decimal128 => 38,
            ColumnType.Decimal256 => 76,
            ColumnType.DoubleArray => cells.Where(c => !c.IsNull).Select(c => ReadArray(c.Text!).Shape.Length).FirstOrDefault(),
            _ => column.PrecisionBits,
        };
        return ColumnVector.Create(column.Type, precision, column.Scale);
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
            case ArrayVector v:
                (int[] shape, double[] elements) = ReadArray(text);
                v.Append(shape, elements.AsSpan());
                break;
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

    /// <summary>Nested lists of hex IEEE 754 bits, or <c>{shape:[…]}</c> for an empty array of several dimensions.</summary>
    private static (int[] Shape, double[] Elements) ReadArray(string text)
    {
        if (text.StartsWith('{'))
            return ([.. text["{shape:[".Length..^2].Split(',').Select(int.Parse)], []);
        string json = string.Concat(text.Split(',').Select((part, i) => (i > 0 ? "," : "") + Quote(part)));
        using JsonDocument document = JsonDocument.Parse(json);
        var shape = new List<int>();
        for (JsonElement level = document.RootElement; level.ValueKind == JsonValueKind.Array; level = level[0])
        {
            shape.Add(level.GetArrayLength());
            if (level.GetArrayLength() == 0) break;
        }
        return ([.. shape], [.. Flatten(document.RootElement)]);
    }

    private static string Quote(string part)
    {
        string bare = part.Trim('[', ']');
        return bare.Length is 0 || bare == "null" ? part : part.Replace(bare, $"\"{bare}\"");
    }

    private static IEnumerable<double> Flatten(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Flatten),
        JsonValueKind.Null => [double.NaN],
        _ => [new Cell(element.GetString()).AsDouble()],
    };
}
