using QuestDb.Encoders.Inputs;
using QuestDb.Mapping;

namespace QuestDb.Encoders.Chunks;

/// <summary>Arrays of one dimension as Arrow offsets and values.</summary>
internal sealed class ListsChunkColumn : ChunkColumn
{
    private int[] _offsetsCopy = [];
    private double[] _valuesCopy = [];
    private ReadOnlyMemory<int> _offsets;
    private ReadOnlyMemory<double> _values;

    public void Set(ColumnInput<int> offsets, ColumnInput<double> values)
    {
        _offsets = offsets.Keep(ref _offsetsCopy);
        _values = values.Keep(ref _valuesCopy);
    }

    public override void Release()
    {
        base.Release();
        _offsets = default;
        _values = default;
    }

    protected override void Encode(ChunkEncoder encoder, int ordinal, int start, RowValidity validity)
    {
        ReadOnlySpan<int> offsets = _offsets.Span.Slice(start, validity.Count + 1);
        BytesValues.CheckOffsets(offsets, _values.Length);
        DoubleArrayColumnWriter writer = encoder.DoubleArray(ordinal);
        for (int row = 0; row < validity.Count; row++)
        {
            if (!validity.HasValue(row))
            {
                writer.AddNull();
                continue;
            }

            ReadOnlySpan<double> values = _values.Span[offsets[row]..offsets[row + 1]];
            writer.Add([values.Length], values);
        }
    }
}

/// <summary>Arrays of any shape; the default value is NULL.</summary>
internal sealed class DoubleArraysChunkColumn : ChunkColumn
{
    private NdArray<double>[] _copy = [];
    private ReadOnlyMemory<NdArray<double>> _values;

    public void Set(ColumnInput<NdArray<double>> values) => _values = values.Keep(ref _copy);

    public override void Release()
    {
        base.Release();
        _values = default;
        Array.Clear(_copy);
    }

    protected override void Encode(ChunkEncoder encoder, int ordinal, int start, RowValidity validity)
    {
        DoubleArrayColumnWriter writer = encoder.DoubleArray(ordinal);
        foreach (NdArray<double> value in _values.Span.Slice(start, validity.Count))
        {
            if (value.IsDefault) writer.AddNull();
            else writer.Add(value.Shape, value.Values.Span);
        }
    }
}
