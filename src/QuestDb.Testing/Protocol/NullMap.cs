using System.Numerics;

namespace QuestDb.Testing.Protocol;

/// <summary>The null bitmap in front of a column: bit set means NULL, least significant bit first.</summary>
internal readonly ref struct NullMap
{
    private readonly ReadOnlySpan<byte> _bits;

    private NullMap(ReadOnlySpan<byte> bits, int rowCount, int valueCount)
    {
        _bits = bits;
        RowCount = rowCount;
        ValueCount = valueCount;
    }

    public int RowCount { get; }

    /// <summary>Values in the dense array that follows.</summary>
    public int ValueCount { get; }

    /// <summary>False when one value per row follows, NULL being a sentinel.</summary>
    public bool HasBitmap => !_bits.IsEmpty;

    /// <summary>Any non-zero flag announces a bitmap.</summary>
    public static NullMap Read(ref PayloadReader reader, int rowCount)
    {
        if (reader.ReadByte("null bitmap flag") == 0 || rowCount == 0) return new NullMap(default, rowCount, rowCount);
        ReadOnlySpan<byte> bits = reader.ReadBytes((rowCount + 7) / 8, "null bitmap");
        int nulls = 0;
        foreach (byte b in bits) nulls += BitOperations.PopCount(b);
        if ((rowCount & 7) is int tail and not 0) nulls -= BitOperations.PopCount((uint)(bits[^1] >> tail));
        return new NullMap(bits, rowCount, rowCount - nulls);
    }

    public bool IsNull(int row) => HasBitmap && (_bits[row >> 3] >> (row & 7) & 1) != 0;

    /// <summary>Spreads the dense values at the front of <paramref name="rows"/> over all rows, in place.</summary>
    public void Spread<T>(Span<T> rows, T nullValue)
    {
        if (!HasBitmap) return;
        int source = ValueCount - 1;
        for (int row = rows.Length - 1; row >= 0; row--) rows[row] = IsNull(row) ? nullValue : rows[source--];
    }
}
