using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using QuestDb.Errors;
using QuestDb.Mapping;
using QuestDb.Wire;

namespace QuestDb.Encoders.Inputs;

/// <summary>
/// Encodes Arrow offsets and bytes as a VARCHAR or BINARY column: the offsets are rebased, the bytes copied at once, unless
/// NULL rows have bytes that must be left out.
/// </summary>
internal static class BytesValues
{
    /// <param name="encoder">The encoder.</param>
    /// <param name="ordinal">The column.</param>
    /// <param name="offsets">One more than there are rows; row i has the bytes from offset i to offset i + 1.</param>
    /// <param name="bytes">The bytes that the offsets are about.</param>
    /// <param name="validity">The rows.</param>
    /// <param name="checkUtf8">Whether the bytes must be UTF-8, value by value.</param>
    public static void Encode<TOffset>(
        ChunkEncoder encoder, int ordinal, ReadOnlySpan<TOffset> offsets, ReadOnlySpan<byte> bytes, RowValidity validity, bool checkUtf8)
        where TOffset : unmanaged, IBinaryInteger<TOffset>
    {
        int dense = FixedValues.BeginNullable(encoder, ordinal, validity);
        FrameBuffer buffer = encoder.Buffer;
        Span<uint> target = MemoryMarshal.Cast<byte, uint>(buffer.Take((dense + 1) * sizeof(uint)));
        target[0] = 0;
        long first = long.CreateTruncating(offsets[0]);
        long end = long.CreateTruncating(offsets[^1]);
        CheckRange(first, first, bytes.Length, row: 0);
        uint length = validity.Nulls == 0 ? Rebase(offsets, target[1..], bytes.Length) : Pack(offsets, target[1..], bytes.Length, validity);
        ReadOnlySpan<byte> data = bytes[(int)first..(int)end];
        if (length == data.Length)
        {
            if (checkUtf8) CheckUtf8(data, target);
            buffer.WriteBytes(data);
            return;
        }

        for (int row = 0; row < validity.Count; row++)
        {
            if (!validity.HasValue(row)) continue;
            ReadOnlySpan<byte> value = bytes[(int)long.CreateTruncating(offsets[row])..(int)long.CreateTruncating(offsets[row + 1])];
            if (checkUtf8) Utf8Text.Check(value);
            buffer.WriteBytes(value);
        }
    }

    /// <summary>Refuses offsets that go backwards or leave the bytes.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>.</exception>
    public static void CheckOffsets<TOffset>(ReadOnlySpan<TOffset> offsets, int limit)
        where TOffset : unmanaged, IBinaryInteger<TOffset>
    {
        if (offsets.IsEmpty)
        {
            throw new QuestDbException(ErrorCode.InvalidValue, "There are no offsets; there must be one more than there are values.");
        }

        long previous = long.CreateTruncating(offsets[0]);
        CheckRange(previous, previous, limit, row: 0);
        for (int i = 1; i < offsets.Length; i++)
        {
            long offset = long.CreateTruncating(offsets[i]);
            CheckRange(previous, offset, limit, i);
            previous = offset;
        }
    }

    private static uint Rebase<TOffset>(ReadOnlySpan<TOffset> offsets, Span<uint> target, int limit)
        where TOffset : unmanaged, IBinaryInteger<TOffset>
    {
        long first = long.CreateTruncating(offsets[0]);
        long previous = first;
        long bad = 0;
        for (int i = 0; i < target.Length; i++)
        {
            long offset = long.CreateTruncating(offsets[i + 1]);
            bad |= offset - previous;
            target[i] = (uint)(offset - first);
            previous = offset;
        }

        if (bad < 0 || previous > limit) CheckOffsets(offsets, limit);
        return (uint)(previous - first);
    }

    private static uint Pack<TOffset>(ReadOnlySpan<TOffset> offsets, Span<uint> target, int limit, RowValidity validity)
        where TOffset : unmanaged, IBinaryInteger<TOffset>
    {
        CheckOffsets(offsets, limit);
        uint length = 0;
        int written = 0;
        for (int row = 0; row < validity.Count; row++)
        {
            if (!validity.HasValue(row)) continue;
            length += (uint)(long.CreateTruncating(offsets[row + 1]) - long.CreateTruncating(offsets[row]));
            target[written++] = length;
        }

        return length;
    }

    /// <summary>Checks all values at once: the whole must be UTF-8 and no value may begin within a character.</summary>
    private static void CheckUtf8(ReadOnlySpan<byte> data, ReadOnlySpan<uint> offsets)
    {
        if (Ascii.IsValid(data)) return;
        Utf8Text.Check(data);
        foreach (uint offset in offsets)
        {
            // In UTF-8 a byte 10xxxxxx continues a character, so no value may begin with one.
            if (offset < data.Length && (data[(int)offset] & 0xC0) == 0x80)
            {
                throw new QuestDbException(ErrorCode.InvalidValue,
                    $"The text is not valid UTF-8: the offset {offset} is within a character.");
            }
        }
    }

    private static void CheckRange(long previous, long offset, int limit, int row)
    {
        if (previous <= offset && offset >= 0 && offset <= limit) return;
        throw new QuestDbException(ErrorCode.InvalidValue, previous > offset
            ? InvariantText.Of($"The offset {offset} at position {row} is below the one before it, {previous}.")
            : InvariantText.Of($"The offset {offset} at position {row} is outside the {limit} values."));
    }
}
