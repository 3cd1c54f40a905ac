using QuestDb.Encoders.Inputs;
using QuestDb.Mapping;

namespace QuestDb.Encoders.Chunks;

/// <summary>Geohashes of one precision, as numbers or as <see cref="GeoHash"/>.</summary>
internal sealed class GeoHashChunkColumn<T> : ChunkColumn
    where T : unmanaged
{
    private T[] _copy = [];
    private ReadOnlyMemory<T> _values;

    public void Set(ColumnInput<T> values) => _values = values.Keep(ref _copy);

    public override void Release()
    {
        base.Release();
        _values = default;
    }

    protected override void Encode(ChunkEncoder encoder, int ordinal, int start, RowValidity validity) =>
        GeoHashValues.Encode(encoder, ordinal, _values.Span.Slice(start, validity.Count), validity);
}
