using System.Buffers.Binary;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using QuestDb.Values;

namespace QuestDb.Mapping;

/// <summary>One array of a result column, where it stands in the batch, and the forms in which a member takes it.</summary>
/// <typeparam name="T">The element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct ArrayValue<T>
    where T : unmanaged, INumber<T>
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

    private int Dimensions => _lengths.Length / sizeof(int);

    private int Count => _values.Length / Unsafe.SizeOf<T>();

    /// <summary>An array of one dimension.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: another number of dimensions.</exception>
    public T[] ToArray()
    {
        CheckDimensions(1);
        T[] array = Count == 0 ? [] : GC.AllocateUninitializedArray<T>(Count);
        CopyTo(array);
        return array;
    }

    /// <summary>An array of two dimensions.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: another number of dimensions.</exception>
    public T[,] To2D()
    {
        CheckDimensions(2);
        var array = new T[Length(0), Length(1)];
        CopyTo(ArrayElements.Of<T>(array));
        return array;
    }

    /// <summary>An array of three dimensions.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: another number of dimensions.</exception>
    public T[,,] To3D()
    {
        CheckDimensions(3);
        var array = new T[Length(0), Length(1), Length(2)];
        CopyTo(ArrayElements.Of<T>(array));
        return array;
    }

    /// <summary>The values of an array of one dimension: memory of the batch where the query gives views, else a copy.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: another number of dimensions.</exception>
    public ReadOnlyMemory<T> ToMemory()
    {
        CheckDimensions(1);
        return Memory();
    }

    /// <summary>The shape, and the values as <see cref="ToMemory"/> gives them.</summary>
    public NdArray<T> ToNdArray()
    {
        var shape = new int[Dimensions];
        for (int i = 0; i < shape.Length; i++) shape[i] = Length(i);
        return NdArray<T>.FromParts(shape, Memory());
    }

    private int Length(int dimension) => BinaryPrimitives.ReadInt32LittleEndian(_lengths[(dimension * sizeof(int))..]);

    private void CopyTo(Span<T> destination) => _values.CopyTo(MemoryMarshal.AsBytes(destination));

    private ReadOnlyMemory<T> Memory()
    {
        Memory<T> memory = _view.IsEmpty && Count > 0 ? new T[Count] : _view;
        CopyTo(memory.Span);
        return memory;
    }

    private void CheckDimensions(int expected)
    {
        if (Dimensions != expected)
        {
            throw new QuestDbException(ErrorCode.InvalidValue, $"The array has {Dimensions} dimensions, but the member holds {expected}.");
        }
    }
}
