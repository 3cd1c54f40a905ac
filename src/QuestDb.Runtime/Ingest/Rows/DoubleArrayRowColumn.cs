using QuestDb.Encoders.Inputs;
using QuestDb.Mapping;

namespace QuestDb.Ingest.Rows;

/// <summary>Arrays: the shapes and the values of all rows in sequence, with the end of each row.</summary>
internal sealed class DoubleArrayRowColumn(ColumnSchema schema) : RowColumn(schema)
{
    private (int Shape, int Values)[] _ends = [];
    private int[] _shapes = [];
    private double[] _values = [];

    /// <summary>Dimensions of the arrays, or 0 without any.</summary>
    public int Dimensions { get; private set; }

    /// <summary>Adds an array; false if the arrays before it have another number of dimensions.</summary>
    public bool TryAdd(ReadOnlySpan<int> shape, ReadOnlySpan<double> values)
    {
        if (Dimensions != 0 && shape.Length != Dimensions) return false;
        Dimensions = shape.Length;
        (int shapeStart, int start) = End(Length);
        Ensure(ref _shapes, shapeStart + shape.Length);
        shape.CopyTo(_shapes.AsSpan(shapeStart));
        Ensure(ref _values, checked(start + values.Length));
        values.CopyTo(_values.AsSpan(start));
        Ensure(ref _ends, Length + 1);
        _ends[Length] = (shapeStart + shape.Length, start + values.Length);
        Added();
        return true;
    }

    public override void Truncate(int rows)
    {
        base.Truncate(rows);
        // When the remaining rows have no array, the next one sets the number of dimensions.
        if (End(rows).Shape == 0) Dimensions = 0;
    }

    public override void Reset()
    {
        base.Reset();
        Dimensions = 0;
    }

    protected override void Pad(int from, int to)
    {
        Ensure(ref _ends, to);
        _ends.AsSpan(from, to - from).Fill(End(from));
    }

    protected override void Encode(ChunkEncoder encoder, int ordinal, int start, RowValidity validity)
    {
        DoubleArrayColumnWriter writer = encoder.DoubleArray(ordinal);
        for (int row = 0; row < validity.Count; row++)
        {
            if (!validity.HasValue(row))
            {
                writer.AddNull();
                continue;
            }

            (int shapeStart, int valuesStart) = End(start + row);
            (int shapeEnd, int valuesEnd) = End(start + row + 1);
            writer.Add(_shapes.AsSpan(shapeStart..shapeEnd), _values.AsSpan(valuesStart..valuesEnd));
        }
    }

    /// <summary>The end of the rows before a given row.</summary>
    private (int Shape, int Values) End(int row) => row == 0 ? default : _ends[row - 1];
}
