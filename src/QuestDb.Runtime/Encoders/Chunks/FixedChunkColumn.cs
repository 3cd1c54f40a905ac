using QuestDb.Encoders.Inputs;
using QuestDb.Mapping;

namespace QuestDb.Encoders.Chunks;

/// <summary>Values that become values of a fixed width.</summary>
internal sealed class FixedChunkColumn<TSource, TWire, TConverter> : ChunkColumn
    where TSource : unmanaged
    where TWire : unmanaged
    where TConverter : struct, IToWire<TSource, TWire>
{
    private TSource[] _copy = [];
    private ReadOnlyMemory<TSource> _values;
    private TConverter _converter;

    public void Set(ColumnInput<TSource> values, TConverter converter)
    {
        _values = values.Keep(ref _copy);
        _converter = converter;
    }

    public override void Release()
    {
        base.Release();
        _values = default;
    }

    protected override void Encode(ChunkEncoder encoder, int ordinal, int start, RowValidity validity) =>
        FixedValues.Encode<TSource, TWire, TConverter>(encoder, ordinal, _values.Span.Slice(start, validity.Count), validity, _converter);
}
