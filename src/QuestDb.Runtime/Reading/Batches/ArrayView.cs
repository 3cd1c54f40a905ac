using System.Runtime.InteropServices;
using QuestDb.Decoders.Batches;

namespace QuestDb;

/// <summary>One array of a column: its shape and its elements, row by row. Valid until the cursor goes on.</summary>
/// <typeparam name="T"><see cref="double"/> or <see cref="long"/>.</typeparam>
public readonly ref struct ArrayView<T>
    where T : unmanaged
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly BatchStamp _stamp;

    internal ArrayView(ReadOnlySpan<byte> bytes, int rank, BatchStamp stamp)
    {
        _bytes = bytes;
        _stamp = stamp;
        Rank = rank;
    }

    /// <summary>Number of dimensions, 1 to 32; 0 only for NULL.</summary>
    public int Rank { get; }

    /// <summary>The lengths of the dimensions.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    public ReadOnlySpan<int> Shape => MemoryMarshal.Cast<byte, int>(Bytes[..(Rank * sizeof(int))]);

    /// <summary>
    /// The elements, the last dimension running fastest, where they were received. NULL elements are NaN, or the smallest long.
    /// </summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    public ReadOnlySpan<T> Values => MemoryMarshal.Cast<byte, T>(Bytes[(Rank * sizeof(int))..]);

    /// <summary>Whether the array has no elements.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    public bool IsEmpty => Values.IsEmpty;

    /// <summary>The array where it was received; NULL has no batch and no bytes.</summary>
    private ReadOnlySpan<byte> Bytes
    {
        get
        {
            if (Rank > 0) _stamp.Check();
            return _bytes;
        }
    }
}
