using System.Numerics;
using QuestDb.Encoders.Inputs;
using QuestDb.Mapping;
using QuestDb.Wire;

namespace QuestDb.Encoders.Chunks;

/// <summary>Symbols as codes into a dictionary.</summary>
internal sealed class SymbolChunkColumn<TCode> : ChunkColumn, ISymbolTexts
    where TCode : unmanaged, IBinaryInteger<TCode>
{
    private readonly CodeIds _codeIds = new();
    private TCode[] _copy = [];
    private ReadOnlyMemory<TCode> _codes;
    private SymbolTexts _texts;

    public int Count => _texts.Count;

    public void Set(ColumnInput<TCode> codes, SymbolTexts texts)
    {
        _codes = codes.Keep(ref _copy);
        _texts = texts;
        _codeIds.Forget();
    }

    public int Intern(SymbolDictionary dictionary, int code) => _texts.Intern(dictionary, code);

    public override void Release()
    {
        base.Release();
        _codes = default;
        _texts = default;
    }

    public override void Forget() => _codeIds.Forget();

    protected override void Encode(ChunkEncoder encoder, int ordinal, int start, RowValidity validity) =>
        SymbolCodes.Encode(encoder, ordinal, _codes.Span.Slice(start, validity.Count), validity, this, _codeIds);
}
