using System.Runtime.InteropServices;

namespace QuestDb.Testing.Tables;

/// <summary>
/// DOUBLE[] or LONG[] values of any shape, elements in row-major order; <see cref="ColumnVector.Precision"/> is the dimensions.
/// </summary>
internal sealed class ArrayVector(ColumnType type) : ColumnVector(type)
{
    private readonly List<int[]?> _shapes = [];
    private readonly List<long[]> _elements = [];

    public override bool IsNull(int row) => _shapes[row] is null;

    /// <summary>Length of each dimension; null when the row is NULL.</summary>
    public int[]? Shape(int row) => _shapes[row];

    public ReadOnlySpan<double> Doubles(int row) => MemoryMarshal.Cast<long, double>(_elements[row]);

    public ReadOnlySpan<long> Longs(int row) => _elements[row];

    public override void AppendNull() => Add(null, []);

    public void Append(int[] shape, ReadOnlySpan<double> elements) => Add(shape, MemoryMarshal.Cast<double, long>(elements).ToArray());

    public void Append(int[] shape, ReadOnlySpan<long> elements) => Add(shape, elements.ToArray());

    public override void AppendFrom(ColumnVector source, int row)
    {
        var arrays = (ArrayVector)source;
        Add(arrays._shapes[row], arrays._elements[row]);
    }

    public override ColumnVector Gather(ReadOnlySpan<int> rows)
    {
        var gathered = new ArrayVector(Type) { Precision = Precision };
        foreach (int row in rows) gathered.AppendFrom(this, row);
        return gathered;
    }

    public override ColumnVector Slice(int start, int count)
    {
        var slice = new ArrayVector(Type) { Precision = Precision };
        for (int i = 0; i < count; i++) slice.AppendFrom(this, start + i);
        return slice;
    }

    private void Add(int[]? shape, long[] elements)
    {
        _shapes.Add(shape);
        _elements.Add(elements);
        Count++;
    }
}
