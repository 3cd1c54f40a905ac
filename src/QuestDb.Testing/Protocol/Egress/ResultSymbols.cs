using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Protocol.Egress;

/// <summary>The symbol dictionary of a query connection: text to id, shared by all its queries until it is reset.</summary>
internal sealed class ResultSymbols
{
    /// <summary>From this many entries, or this many bytes of text, the dictionary is reset before the next result.</summary>
    private const int SoftCapEntries = 100_000;
    private const int SoftCapBytes = 8 * 1024 * 1024;

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<ReadOnlyMemory<byte>> _entries = [];
    private int _bytes;

    public int Count => _entries.Count;

    public bool IsOverSoftCap => Count >= SoftCapEntries || _bytes >= SoftCapBytes;

    /// <summary>Texts by id, UTF-8.</summary>
    public ReadOnlyMemory<byte> Utf8(int id) => _entries[id];

    public int IdOf(SymbolDictionary dictionary, int id)
    {
        string text = dictionary.Text(id);
        if (_ids.TryGetValue(text, out int known)) return known;
        ReadOnlyMemory<byte> utf8 = dictionary.Utf8(id);
        _entries.Add(utf8);
        _bytes += utf8.Length;
        _ids.Add(text, _entries.Count - 1);
        return _entries.Count - 1;
    }

    public void Clear()
    {
        _ids.Clear();
        _entries.Clear();
        _bytes = 0;
    }
}
