using System.Buffers.Binary;
using System.Numerics;

namespace QuestDb.Encoders.Inputs;

/// <summary>
/// Some rows of an Arrow validity bitmap: bit 1 is a value, least significant bit first. Without a bitmap every row has one.
/// The null bitmap of the wire is its inverse (QWP ingress specification, "Null handling").
/// </summary>
internal readonly ref struct RowValidity
{
    /// <summary>Rows that <see cref="Word"/> gives at a time.</summary>
    public const int WordRows = 64;

    private readonly ReadOnlySpan<byte> _bits;
    private readonly int _start;

    /// <param name="bits">The bitmap; empty for none.</param>
    /// <param name="start">The first row.</param>
    /// <param name="count">Number of rows.</param>
    public RowValidity(ReadOnlySpan<byte> bits, int start, int count)
    {
        _bits = bits;
        _start = start;
        Count = count;
        Nulls = bits.IsEmpty ? 0 : count - CountValues();
    }

    /// <summary>Number of rows.</summary>
    public int Count { get; }

    /// <summary>Rows without a value.</summary>
    public int Nulls { get; }

    /// <summary>Bytes of a bitmap for some rows.</summary>
    public static int BytesFor(int rows) => (int)(((uint)rows + 7) / 8);

    /// <summary>Whether a row has a value.</summary>
    public bool HasValue(int row)
    {
        int bit = _start + row;
        return _bits.IsEmpty || (_bits[bit >> 3] >> (bit & 7) & 1) != 0;
    }

    /// <summary>The bits of up to 64 rows; those past the last row are 0.</summary>
    public ulong Word(int row)
    {
        int left = Count - row;
        ulong mask = left >= WordRows ? ulong.MaxValue : (1UL << left) - 1;
        return (_bits.IsEmpty ? ulong.MaxValue : Bits.Read(_bits, _start + row)) & mask;
    }

    /// <summary>Writes the null bitmap of the wire.</summary>
    /// <param name="bitmap">Exactly as many bytes as the rows need.</param>
    public void WriteNulls(Span<byte> bitmap)
    {
        Span<byte> rest = stackalloc byte[sizeof(ulong)];
        for (int row = 0; row < Count; row += WordRows)
        {
            int left = Count - row;
            ulong nulls = ~Word(row) & (left >= WordRows ? ulong.MaxValue : (1UL << left) - 1);
            Span<byte> target = bitmap[(row / 8)..];
            if (target.Length >= sizeof(ulong))
            {
                BinaryPrimitives.WriteUInt64LittleEndian(target, nulls);
            }
            else
            {
                BinaryPrimitives.WriteUInt64LittleEndian(rest, nulls);
                rest[..target.Length].CopyTo(target);
            }
        }
    }

    private int CountValues()
    {
        int values = 0;
        for (int row = 0; row < Count; row += WordRows) values += BitOperations.PopCount(Word(row));
        return values;
    }
}
