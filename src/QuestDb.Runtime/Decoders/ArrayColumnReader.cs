using System.Buffers.Binary;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using QuestDb.Decoders;
using QuestDb.Decoders.Batches;

namespace QuestDb.Mapping;

/// <summary>Reads a DOUBLE[] or LONG[] column, row after row.</summary>
/// <typeparam name="T">The element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct ArrayColumnReader<T>
    where T : unmanaged, INumber<T>
{
    private readonly ReadOnlySpan<byte> _arrays;
    private NullCursor _nulls;
    private Memory<T> _views;
    private int _position;

    internal ArrayColumnReader(RowBatch batch, int ordinal)
    {
        ResultColumn column = batch.Column(ordinal);
        _nulls = new NullCursor(batch, ordinal, column);
        _arrays = column.Values;
        // The bytes of the frame are not aligned, so views are copies in a buffer that the next batch uses again.
        if (batch.Views) _views = batch.Buffer<T>(ordinal, _arrays.Length / Unsafe.SizeOf<T>());
    }

    /// <summary>Reads the next row.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.UnexpectedNull"/>: the row is NULL.</exception>
    public ArrayValue<T> Read() => TryRead(out ArrayValue<T> value) ? value : throw _nulls.Unexpected();

    /// <summary>Reads the next row; false when it is NULL.</summary>
    public bool TryRead(out ArrayValue<T> value)
    {
        value = default;
        if (!_nulls.MoveNext()) return false;
        // The decoder has checked dimensions and lengths.
        ReadOnlySpan<byte> array = _arrays[_position..];
        ReadOnlySpan<byte> lengths = array.Slice(1, array[0] * sizeof(int));
        int count = 1;
        for (int i = 0; i < lengths.Length; i += sizeof(int)) count *= BinaryPrimitives.ReadInt32LittleEndian(lengths[i..]);
        ReadOnlySpan<byte> values = array.Slice(1 + lengths.Length, count * Unsafe.SizeOf<T>());
        _position += 1 + lengths.Length + values.Length;
        value = new ArrayValue<T>(lengths, values, _views.IsEmpty ? default : _views[..count]);
        if (!_views.IsEmpty) _views = _views[count..];
        return true;
    }
}
