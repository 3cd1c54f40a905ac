using System.Numerics;
using QuestDb.Encoders.Inputs;
using QuestDb.Mapping;

namespace QuestDb.Encoders.Chunks;

/// <summary>Texts or byte strings as Arrow offsets and bytes.</summary>
internal sealed class BytesChunkColumn<TOffset> : ChunkColumn
    where TOffset : unmanaged, IBinaryInteger<TOffset>
{
    private TOffset[] _offsetsCopy = [];
    private byte[] _bytesCopy = [];
    private ReadOnlyMemory<TOffset> _offsets;
    private ReadOnlyMemory<byte> _bytes;

    public void Set(ColumnInput<TOffset> offsets, ColumnInput<byte> bytes)
    {
        _offsets = offsets.Keep(ref _offsetsCopy);
        _bytes = bytes.Keep(ref _bytesCopy);
    }

    public override void Release()
    {
        base.Release();
        _offsets = default;
        _bytes = default;
    }

    protected override void Encode(ChunkEncoder encoder, int ordinal, int start, RowValidity validity) =>
        BytesValues.Encode(encoder, ordinal, _offsets.Span.Slice(start, validity.Count + 1), _bytes.Span, validity,
            checkUtf8: Schema.Type == ColumnType.Varchar);
}

/// <summary>Texts as strings; a null one is NULL.</summary>
internal sealed class StringsChunkColumn : ChunkColumn
{
    private string?[] _copy = [];
    private ReadOnlyMemory<string?> _texts;

    public void Set(ColumnInput<string?> texts) => _texts = texts.Keep(ref _copy);

    public override void Release()
    {
        base.Release();
        _texts = default;
        Array.Clear(_copy);
    }

    protected override void Encode(ChunkEncoder encoder, int ordinal, int start, RowValidity validity)
    {
        ReadOnlySpan<string?> texts = _texts.Span.Slice(start, validity.Count);
        if (Schema.Type == ColumnType.Symbol) EncodeSymbols(encoder.Symbol(ordinal), texts);
        else EncodeTexts(encoder.Varchar(ordinal), texts);
    }

    private static void EncodeTexts(VarcharColumnWriter writer, ReadOnlySpan<string?> texts)
    {
        foreach (string? text in texts)
        {
            if (text is null) writer.AddNull();
            else writer.Add(text);
        }

        writer.End();
    }

    private static void EncodeSymbols(SymbolColumnWriter writer, ReadOnlySpan<string?> texts)
    {
        foreach (string? text in texts)
        {
            if (text is null) writer.AddNull();
            else writer.Add(text);
        }

        writer.End();
    }
}

/// <summary>Byte strings as arrays; a null one is NULL.</summary>
internal sealed class ArraysChunkColumn : ChunkColumn
{
    private byte[]?[] _copy = [];
    private ReadOnlyMemory<byte[]?> _values;

    public void Set(ColumnInput<byte[]?> values) => _values = values.Keep(ref _copy);

    public override void Release()
    {
        base.Release();
        _values = default;
        Array.Clear(_copy);
    }

    protected override void Encode(ChunkEncoder encoder, int ordinal, int start, RowValidity validity)
    {
        BinaryColumnWriter writer = encoder.Binary(ordinal);
        foreach (byte[]? value in _values.Span.Slice(start, validity.Count))
        {
            if (value is null) writer.AddNull();
            else writer.Add(value);
        }

        writer.End();
    }
}
