using QuestDb.Encoders.Inputs;
using QuestDb.Mapping;

namespace QuestDb.Encoders.Chunks;

/// <summary>Booleans, one a byte.</summary>
internal sealed class BooleanChunkColumn : ChunkColumn
{
    private bool[] _copy = [];
    private ReadOnlyMemory<bool> _values;

    public void Set(ColumnInput<bool> values) => _values = values.Keep(ref _copy);

    public override void Release()
    {
        base.Release();
        _values = default;
    }

    protected override void Encode(ChunkEncoder encoder, int ordinal, int start, RowValidity validity) =>
        BooleanValues.Encode(encoder, ordinal, _values.Span.Slice(start, validity.Count), validity);
}

/// <summary>Booleans, eight a byte.</summary>
internal sealed class BitsChunkColumn : ChunkColumn
{
    private byte[] _copy = [];
    private ReadOnlyMemory<byte> _bits;

    public void Set(ColumnInput<byte> bits) => _bits = bits.Keep(ref _copy);

    public override void Release()
    {
        base.Release();
        _bits = default;
    }

    protected override void Encode(ChunkEncoder encoder, int ordinal, int start, RowValidity validity) =>
        BooleanValues.EncodeBits(encoder, ordinal, _bits.Span, start, validity);
}
