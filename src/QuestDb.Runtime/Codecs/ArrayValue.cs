using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace QuestDb.Mapping;

/// <summary>One array of a result column, where it stands in the batch.</summary>
/// <typeparam name="T">The element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct ArrayValue<T>
    where T : unmanaged
{
    private readonly ReadOnlySpan<byte> _lengths;
    private readonly ReadOnlySpan<byte> _values;
    private readonly Memory<T> _view;

    internal ArrayValue(ReadOnlySpan<byte> lengths, ReadOnlySpan<byte> values, Memory<T> view)
    {
        _lengths = lengths;
        _values = values;
        _view = view;
    }

    /// <summary>Number of dimensions, 1 to 32.</summary>
    public int Dimensions => _lengths.Length / sizeof(int);

    /// <summary>Number of values.</summary>
    public int Count => _values.Length / Unsafe.SizeOf<T>();

    /// <summary>Length of a dimension.</summary>
    public int Length(int dimension) => BinaryPrimitives.ReadInt32LittleEndian(_lengths[(dimension * sizeof(int))..]);

    /// <summary>Copies the values, row-major.</summary>
    public void CopyTo(Span<T> destination) => _values.CopyTo(MemoryMarshal.AsBytes(destination));

    /// <summary>The values, row-major: memory of the batch where the query gives views, else a copy.</summary>
    public ReadOnlyMemory<T> ToMemory()
    {
        Memory<T> memory = _view.IsEmpty && Count > 0 ? new T[Count] : _view;
        CopyTo(memory.Span);
        return memory;
    }

    internal void CheckDimensions(int expected)
    {
        if (Dimensions != expected) throw new QuestDbException(ErrorCode.InvalidValue, $"The array has {Dimensions} dimensions, but the member holds {expected}.");
    }
}
