using System.Runtime.CompilerServices;
using QuestDb.Encoders.Inputs;
using QuestDb.Mapping;

namespace QuestDb.Ingest.Rows;

/// <summary>Values of a fixed width, as on the wire.</summary>
internal sealed class FixedRowColumn<TWire>(ColumnSchema schema) : RowColumn(schema)
    where TWire : unmanaged
{
    private TWire[] _values = [];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TWire value)
    {
        int row = Length;
        if (row >= _values.Length) Ensure(ref _values, row + 1);
        _values[row] = value;
        Added();
    }

    protected override void Pad(int from, int to) => Ensure(ref _values, to);

    protected override void Encode(ChunkEncoder encoder, int ordinal, int start, RowValidity validity) =>
        FixedValues.Encode<TWire, TWire, AsIs<TWire>>(encoder, ordinal, _values.AsSpan(start, validity.Count), validity, default);
}

/// <summary>Booleans.</summary>
internal sealed class BooleanRowColumn(ColumnSchema schema) : RowColumn(schema)
{
    private bool[] _values = [];

    public void Add(bool value)
    {
        Ensure(ref _values, Length + 1);
        _values[Length] = value;
        Added();
    }

    protected override void Pad(int from, int to) => Ensure(ref _values, to);

    protected override void Encode(ChunkEncoder encoder, int ordinal, int start, RowValidity validity) =>
        BooleanValues.Encode(encoder, ordinal, _values.AsSpan(start, validity.Count), validity);
}

/// <summary>Geohashes of one precision, as numbers.</summary>
internal sealed class GeoHashRowColumn(ColumnSchema schema) : RowColumn(schema)
{
    private ulong[] _values = [];

    public void Add(ulong value)
    {
        Ensure(ref _values, Length + 1);
        _values[Length] = value;
        Added();
    }

    protected override void Pad(int from, int to) => Ensure(ref _values, to);

    protected override void Encode(ChunkEncoder encoder, int ordinal, int start, RowValidity validity) =>
        GeoHashValues.Encode<ulong>(encoder, ordinal, _values.AsSpan(start, validity.Count), validity);
}
