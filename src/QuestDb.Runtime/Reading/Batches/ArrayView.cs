using System.Runtime.InteropServices;

namespace QuestDb;

/// <summary>One array of a column: its shape and its elements, row by row. Valid until the cursor goes on.</summary>
/// <typeparam name="T"><see cref="double"/> or <see cref="long"/>.</typeparam>
public readonly ref struct ArrayView<T>
    where T : unmanaged
{
    private readonly ReadOnlySpan<byte> _bytes;

    internal ArrayView(ReadOnlySpan<byte> bytes, int rank)
    {
        _bytes = bytes;
        Rank = rank;
    }

    /// <summary>Number of dimensions, 1 to 32; 0 only for NULL.</summary>
    public int Rank { get; }

    /// <summary>The lengths of the dimensions.</summary>
    public ReadOnlySpan<int> Shape => MemoryMarshal.Cast<byte, int>(_bytes[..(Rank * sizeof(int))]);

    /// <summary>
    /// The elements, the last dimension running fastest, where they were received. NULL elements are NaN, or the smallest long.
    /// </summary>
    public ReadOnlySpan<T> Values => MemoryMarshal.Cast<byte, T>(_bytes[(Rank * sizeof(int))..]);

    /// <summary>Whether the array has no elements.</summary>
    public bool IsEmpty => Values.IsEmpty;
}
