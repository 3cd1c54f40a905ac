using System.Buffers.Binary;
using QuestDb.Mapping;

namespace QuestDb.Encoders.Inputs;

/// <summary>Encodes booleans, packed or not, as a BOOLEAN column. BOOLEAN has no NULL: a row without a value is false.</summary>
internal static class BooleanValues
{
    public static void Encode(ChunkEncoder encoder, int ordinal, ReadOnlySpan<bool> values, RowValidity validity)
    {
        Span<byte> target = Begin(encoder, ordinal, values.Length);
        Bits.Pack(values, target);
        if (validity.Nulls > 0) And(target, validity);
    }

    /// <param name="encoder">The encoder.</param>
    /// <param name="ordinal">The column.</param>
    /// <param name="bits">Packed bits.</param>
    /// <param name="start">Index of the first row's bit.</param>
    /// <param name="validity">The rows.</param>
    public static void EncodeBits(ChunkEncoder encoder, int ordinal, ReadOnlySpan<byte> bits, int start, RowValidity validity)
    {
        Span<byte> target = Begin(encoder, ordinal, validity.Count);
        for (int row = 0; row < validity.Count; row += RowValidity.WordRows)
        {
            // The caller's bits past the last row are cleared too, since the word of the validity has none there.
            Write(target[(row / 8)..], Bits.Read(bits, start + row) & validity.Word(row));
        }
    }

    private static Span<byte> Begin(ChunkEncoder encoder, int ordinal, int count)
    {
        encoder.BeginColumn(ordinal);
        encoder.Buffer.WriteByte(0);
        return encoder.Buffer.Take(RowValidity.BytesFor(count));
    }

    private static void And(Span<byte> target, RowValidity validity)
    {
        for (int row = 0; row < validity.Count; row += RowValidity.WordRows)
        {
            Span<byte> part = target[(row / 8)..];
            Write(part, Bits.Read(part, 0) & validity.Word(row));
        }
    }

    private static void Write(Span<byte> target, ulong word)
    {
        if (target.Length >= sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(target, word);
            return;
        }

        for (int i = 0; i < target.Length; i++) target[i] = (byte)(word >> (i * 8));
    }
}
