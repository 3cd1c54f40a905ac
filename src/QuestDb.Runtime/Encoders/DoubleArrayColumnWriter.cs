using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;
using QuestDb.Errors;
using QuestDb.Values;
using QuestDb.Wire;

namespace QuestDb.Mapping;

/// <summary>
/// Writes a DOUBLE[] column: number of dimensions, their lengths and the values of each array, row-major (QWP ingress
/// specification, "Array types"). One call a row.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct DoubleArrayColumnWriter
{
    /// <summary>Most dimensions of an array.</summary>
    internal const int MaxDimensions = 32;

    private readonly FrameBuffer _buffer;
    private readonly int _bitmapLength;
    private readonly int _start;
    private int _dimensions;
    private bool _hasBitmap;
    private int _row;

    internal DoubleArrayColumnWriter(ChunkEncoder encoder)
    {
        _buffer = encoder.Buffer;
        _bitmapLength = (encoder.RowCount + 7) / 8;
        _start = _buffer.Length;
        _dimensions = encoder.Schema.Columns[encoder.Ordinal].Dimensions;
        _buffer.WriteByte(0);
    }

    /// <summary>Writes the array of the next row.</summary>
    /// <param name="shape">Length of each dimension; 1 to 32 of them.</param>
    /// <param name="values">The values, row-major; as many as the product of the lengths.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: the shape has no or too many dimensions, or does not go with the number of values.
    /// </exception>
    internal void Add(scoped ReadOnlySpan<int> shape, scoped ReadOnlySpan<double> values)
    {
        CheckShape(shape, values.Length);
        CheckDimensions(shape.Length);
        // More bytes than an int counts are capped there: the buffer refuses as many as a frame that is too large.
        long size = 1 + (shape.Length * sizeof(int)) + ((long)values.Length * sizeof(double));
        Span<byte> bytes = _buffer.Take((int)Math.Min(size, int.MaxValue));
        bytes[0] = (byte)shape.Length;
        bytes = bytes[1..];
        foreach (int length in shape)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
            bytes = bytes[sizeof(int)..];
        }

        MemoryMarshal.AsBytes(values).CopyTo(bytes);
        _row++;
    }

    /// <summary>Writes the array of the next row.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: null.</exception>
    public void Add(double[] value)
    {
        if (value is null) Throw.NullValue();
        Add([value.Length], value);
    }

    /// <summary>Writes the array of the next row.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: null.</exception>
    public void Add(double[,] value)
    {
        if (value is null) Throw.NullValue();
        Add([value.GetLength(0), value.GetLength(1)], ArrayElements.Of<double>(value));
    }

    /// <summary>Writes the array of the next row.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: null.</exception>
    public void Add(double[,,] value)
    {
        if (value is null) Throw.NullValue();
        Add([value.GetLength(0), value.GetLength(1), value.GetLength(2)], ArrayElements.Of<double>(value));
    }

    /// <summary>Writes the array of the next row.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: the default value, which is no array, or not as many dimensions as the column has.
    /// </exception>
    public void Add(NdArray<double> value)
    {
        if (value.IsDefault) Throw.NullValue();
        Add(value.Shape, value.Values.Span);
    }

    /// <summary>Writes an array of one dimension for the next row.</summary>
    public void Add(ReadOnlyMemory<double> value) => Add([value.Length], value.Span);

    /// <summary>Writes NULL for the next row.</summary>
    public void AddNull()
    {
        if (!_hasBitmap)
        {
            _buffer.Insert(_start + 1, _bitmapLength).Clear();
            _buffer.Written[_start] = 1;
            _hasBitmap = true;
        }

        _buffer.Written[_start + 1 + (_row >> 3)] |= (byte)(1 << (_row & 7));
        _row++;
    }

    /// <summary>
    /// A column has one number of dimensions, that of its first array where the mapping names none; the server
    /// would refuse the whole frame.
    /// </summary>
    private void CheckDimensions(int dimensions)
    {
        if (_dimensions == 0) _dimensions = dimensions;
        if (dimensions != _dimensions) throw OtherDimensions(dimensions, _dimensions);
    }

    internal static QuestDbException OtherDimensions(int dimensions, int ofColumn) =>
        new(ErrorCode.InvalidValue, $"The array has {dimensions} dimensions, but the column has {ofColumn}.");

    internal static void CheckShape(ReadOnlySpan<int> shape, int valueCount)
    {
        if (shape.Length is 0 or > MaxDimensions)
        {
            throw new QuestDbException(ErrorCode.InvalidValue,
                $"The array has {shape.Length} dimensions; it must have 1 to {MaxDimensions}.");
        }

        long product = 1;
        foreach (int length in shape)
        {
            if (length < 0) throw new QuestDbException(ErrorCode.InvalidValue, $"A dimension of the array has the length {length}.");
            // A product above int.MaxValue fits no array of values, so it is capped there to keep it from overflowing.
            product = Math.Min(product * length, int.MaxValue + 1L);
        }

        if (product != valueCount)
        {
            throw new QuestDbException(ErrorCode.InvalidValue,
                $"The array has {valueCount} values, but its shape [{string.Join(", ", shape.ToArray())}] asks for {product}.");
        }
    }
}
