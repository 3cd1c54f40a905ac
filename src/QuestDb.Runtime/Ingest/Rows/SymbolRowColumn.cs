using QuestDb.Encoders.Chunks;
using QuestDb.Encoders.Inputs;
using QuestDb.Mapping;
using QuestDb.Wire;

namespace QuestDb.Ingest.Rows;

/// <summary>
/// Symbols as codes of the column's own texts. The texts stay when the rows are cleared, so that a repeated text is neither allocated
/// nor looked up in the connection's dictionary again.
/// </summary>
internal sealed class SymbolRowColumn(ColumnSchema schema) : RowColumn(schema), ISymbolTexts
{
    /// <summary>
    /// With more texts than this, they are dropped with the rows: so many different texts are not symbols, and would only take memory.
    /// </summary>
    private const int MaxKept = 65_536;

    private const int Recent = 64;

    private readonly string?[] _recentTexts = new string?[Recent];
    private readonly int[] _recentCodes = new int[Recent];
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];
    private readonly CodeIds _ids = new();
    private int[] _values = [];

    public int Count => _texts.Count;

    public int Intern(SymbolDictionary dictionary, int code) => dictionary.Intern(_texts[code]);

    /// <summary>Adds a text; false, and nothing is added, when it is new and has a lone surrogate.</summary>
    public bool TryAdd(ReadOnlySpan<char> text)
    {
        if (!_codes.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out int code)) return TryAddNew(text.ToString());
        Add(code);
        return true;
    }

    /// <summary>Adds a text; false, and nothing is added, when it is new and has a lone surrogate.</summary>
    public bool TryAdd(string text)
    {
        // Most rows repeat the same few strings.
        int slot = SymbolColumn.Slot(text) & (Recent - 1);
        if (ReferenceEquals(_recentTexts[slot], text))
        {
            Add(_recentCodes[slot]);
            return true;
        }

        if (!_codes.TryGetValue(text, out int code)) return TryAddNew(text);
        _recentTexts[slot] = text;
        _recentCodes[slot] = code;
        Add(code);
        return true;
    }

    public override void Reset()
    {
        base.Reset();
        if (_texts.Count <= MaxKept) return;
        _texts.Clear();
        _codes.Clear();
        Array.Clear(_recentTexts);
        _ids.Forget();
    }

    protected override void Pad(int from, int to) => Ensure(ref _values, to);

    protected override void Encode(ChunkEncoder encoder, int ordinal, int start, RowValidity validity) =>
        SymbolCodes.Encode<int>(encoder, ordinal, _values.AsSpan(start, validity.Count), validity, this, _ids);

    private bool TryAddNew(string text)
    {
        if (!Wire.Utf8Text.IsValid(text)) return false;
        int code = _texts.Count;
        _texts.Add(text);
        _codes.Add(text, code);
        Add(code);
        return true;
    }

    private void Add(int code)
    {
        if (Length >= _values.Length) Ensure(ref _values, Length + 1);
        _values[Length] = code;
        Added();
    }
}
