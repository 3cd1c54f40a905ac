using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace QuestDb.Mapping;

/// <summary>Reads a column of fixed-width values that may be NULL, row after row.</summary>
/// <typeparam name="TWire">The value on the wire.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct FixedColumnReader<TWire>
    where TWire : unmanaged
{
    private readonly ReadOnlySpan<TWire> _values;
    private readonly ReadOnlySpan<byte> _bitmap;
    private int _row;
    private int _value;

    internal FixedColumnReader(ReadOnlySpan<TWire> values, ReadOnlySpan<byte> bitmap)
    {
        _values = values;
        _bitmap = bitmap;
    }

    /// <summary>Reads the next row; false when it is NULL.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRead(out TWire value)
    {
        int row = _row++;
        if (!_bitmap.IsEmpty && (_bitmap[row >> 3] >> (row & 7) & 1) != 0)
        {
            value = default;
            return false;
        }

        value = _values[_value++];
        return true;
    }
}
