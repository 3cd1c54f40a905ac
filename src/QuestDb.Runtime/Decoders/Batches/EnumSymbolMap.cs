using QuestDb.Mapping;

namespace QuestDb.Decoders.Batches;

/// <summary>Dictionary id to position in an enum's names, looked up once an id.</summary>
internal sealed class EnumSymbolMap(SymbolNames names)
{
    private const int Unknown = -1;

    /// <summary>Position plus one by id; 0 where it has not been looked up.</summary>
    private int[] _positions = [];
    private int _generation = -1;

    public SymbolNames Names { get; } = names;

    /// <summary>Makes room for the ids of a batch and forgets them all after a reset of the dictionary.</summary>
    public void Prepare(in SymbolSnapshot dictionary)
    {
        if (_generation != dictionary.Generation) Array.Clear(_positions);
        _generation = dictionary.Generation;
        if (_positions.Length < dictionary.Count) Array.Resize(ref _positions, Math.Max(dictionary.Count, _positions.Length * 2));
    }

    /// <summary>The position of a symbol's text, or -1.</summary>
    public int IndexOf(int id, in SymbolSnapshot dictionary)
    {
        int position = _positions[id];
        if (position == 0) _positions[id] = position = Names.IndexOf(dictionary.Utf8(id)) is var index and >= 0 ? index + 1 : Unknown;
        return position > 0 ? position - 1 : Unknown;
    }
}
