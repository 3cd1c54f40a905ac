using System.Net;
using System.Numerics;

namespace QuestDb.TestSupport;

/// <summary>Cells as the values that the client takes.</summary>
internal static class CellValues
{
    private const string Base32 = "0123456789bcdefghjkmnpqrstuvwxyz";

    public static uint AsIPv4(this Cell cell)
    {
        byte[] bytes = IPAddress.Parse(cell.Text!).GetAddressBytes();
        return ((uint)bytes[0] << 24) | ((uint)bytes[1] << 16) | ((uint)bytes[2] << 8) | bytes[3];
    }

    public static ulong AsGeoHash(this Cell cell, int bits)
    {
        (int width, string alphabet) = bits % 5 == 0 ? (5, Base32) : (1, "01");
        return cell.Text!.Aggregate(0UL, (value, c) => (value << width) | (uint)alphabet.IndexOf(c));
    }

    public static BigInteger AsUnscaled(this Cell cell) => BigInteger.Parse(cell.Text!.Replace(".", ""));

    public static NdArray<double> AsArray(this Cell cell)
    {
        string text = cell.Text!;
        if (text.StartsWith("{shape:"))
            return new NdArray<double>(text[8..^2].Split(',').Select(int.Parse).ToArray(), ReadOnlyMemory<double>.Empty);
        if (text == "[]")
            return new NdArray<double>([]);
        int rank = text.TakeWhile(c => c == '[').Count();
        double[] values = [.. text.Split(['[', ']', ','], StringSplitOptions.RemoveEmptyEntries).Select(Element)];
        return new NdArray<double>(Shape(text, rank), values);
    }

    // The recorded NaN is the positive one; that of .NET is negative.
    private static double Element(string hex) =>
        hex == "null" ? BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_0000) : new Cell(hex).AsDouble();

    /// <summary>Elements of the first list at each depth: the recorded arrays are not jagged.</summary>
    private static int[] Shape(string text, int rank)
    {
        var shape = new int[rank];
        for (int level = 0; level < rank; level++)
        {
            int depth = 0;
            int count = 1;
            foreach (char c in text[level..])
            {
                if (c == '[') depth++;
                else if (c == ']' && --depth == 0) break;
                else if (c == ',' && depth == 1) count++;
            }

            shape[level] = count;
        }

        return shape;
    }
}
