using QuestDb.Ingest.Chunks;
using QuestDb.Mapping;

namespace QuestDb.Ingest.Rows;

/// <summary>Arrays: shapes and values one after the other, with the ends of each row.</summary>
internal sealed class DoubleArrayRowColumn(ColumnSchema schema) : RowColumn(schema)
{
    private (int Shape, int Values)[] _ends = [];
    private int[] _shapes = [];
    private double[] _values = [];

    /// <summary>Adds an array, whose shape goes with its values.</summary>
    public void Add(ReadOnlySpan<int> shape, ReadOnlySpan<double> values)
    {
        (int shapeStart, int start) = End(Length);
        Ensure(ref _shapes, shapeStart + shape.Length);
        shape.CopyTo(_shapes.AsSpan(shapeStart));
        Ensure(ref _values, checked(start + values.Length));
        values.CopyTo(_values.AsSpan(start));
        Ensure(ref _ends, Length + 1);
        _ends[Length] = (shapeStart + shape.Length, start + values.Length);
        Added();
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

    /// <summary>Where the rows before one end.</summary>
    private (int Shape, int Values) End(int row) => row == 0 ? default : _ends[row - 1];
}
