using System.Globalization;

namespace QuestDb.IntegrationTests.Matrix;

/// <summary>Cells in the forms that writers and assertions want.</summary>
internal static class Cells
{
    /// <summary>The values, anything for NULL.</summary>
    public static T[] Plain<T>(T?[] cells)
        where T : struct => Array.ConvertAll(cells, cell => cell.GetValueOrDefault());

    /// <summary>A bit a row that has a value; nothing when all have one.</summary>
    public static byte[] Validity<TCell>(TCell[] cells)
    {
        if (Array.TrueForAll(cells, cell => cell is not null)) return [];
        return Bits(cells, cell => cell is not null);
    }

    public static byte[] Bits<TCell>(TCell[] cells, Predicate<TCell> bit)
    {
        var bits = new byte[(cells.Length + 7) / 8];
        for (int row = 0; row < cells.Length; row++)
            if (bit(cells[row]))
                bits[row / 8] |= (byte)(1 << (row % 8));
        return bits;
    }

    /// <summary>Arrow offsets and the bytes that they divide.</summary>
    public static (int[] Offsets, byte[] Bytes) Concat(byte[]?[] cells)
    {
        var offsets = new int[cells.Length + 1];
        var bytes = new MemoryStream();
        for (int row = 0; row < cells.Length; row++)
        {
            bytes.Write(cells[row]);
            offsets[row + 1] = (int)bytes.Length;
        }

        return (offsets, bytes.ToArray());
    }

    public static bool SameBytes(byte[]? left, byte[]? right) =>
        left is null || right is null ? left == right : left.AsSpan().SequenceEqual(right);

    /// <summary>Doubles are the same when their bits are: -0 is not 0. NaN is NaN, for its bits are the server's choice.</summary>
    public static bool SameBits(double? left, double? right) => left is not { } x || right is not { } y
        ? left is null == right is null
        : BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y) || (double.IsNaN(x) && double.IsNaN(y));

    public static NdArray<double>? Shaped(double[]? cell) => cell is null ? null : new NdArray<double>(cell);

    public static NdArray<double>? Shaped(double[,]? cell) => cell is null ? null : new NdArray<double>(cell);

    public static NdArray<double>? Shaped(double[,,]? cell) => cell is null ? null : new NdArray<double>(cell);

    /// <summary>The same dimensions with the same elements.</summary>
    public static bool SameArray(NdArray<double>? left, NdArray<double>? right)
    {
        if (left is not { } x || right is not { } y) return left is null == right is null;
        if (!x.Shape.SequenceEqual(y.Shape)) return false;
        ReadOnlySpan<double> xs = x.Values.Span, ys = y.Values.Span;
        for (int i = 0; i < xs.Length; i++)
            if (!SameBits(xs[i], ys[i]))
                return false;
        return true;
    }

    /// <summary>A cell in a message.</summary>
    public static string Text<TCell>(TCell cell) => cell switch
    {
        null => "NULL",
        byte[] bytes => "0x" + Convert.ToHexString(bytes),
        double[] array => new NdArray<double>(array).ToString(),
        double[,] array => new NdArray<double>(array).ToString(),
        double[,,] array => new NdArray<double>(array).ToString(),
        double or float => ((IFormattable)cell).ToString("R", CultureInfo.InvariantCulture),
        string text => $"\"{text}\"",
        _ => string.Create(CultureInfo.InvariantCulture, $"{cell}"),
    };
}
