using System.Text;

namespace QuestDb.Egress;

/// <summary>
/// The connection's result dictionary: id to text (QWP egress specification, "Symbol dictionary"). Each text is one string,
/// made when it is first asked for and shared by every row that names it.
/// </summary>
internal sealed class ResultDictionary
{
    private readonly List<(int Start, int Length, string? Text)> _entries = [];
    private byte[] _heap = new byte[1024];
    private int _heapLength;

    /// <summary>Number of entries.</summary>
    public int Count => _entries.Count;

    /// <summary>Counts the resets, so that caches of ids know when they are stale.</summary>
    public int Generation { get; private set; }

    /// <summary>Adds the next entry.</summary>
    public void Add(ReadOnlySpan<byte> utf8)
    {
        if (_heap.Length - _heapLength < utf8.Length) Array.Resize(ref _heap, Math.Max(checked(_heapLength + utf8.Length), _heap.Length * 2));
        utf8.CopyTo(_heap.AsSpan(_heapLength));
        _entries.Add((_heapLength, utf8.Length, null));
        _heapLength += utf8.Length;
    }

    /// <summary>Forgets everything, as CACHE_RESET demands.</summary>
    public void Clear()
    {
        _entries.Clear();
        _heapLength = 0;
        Generation++;
    }

    /// <summary>Forgets the entries from <paramref name="count"/> on; the server sends them again.</summary>
    public void Truncate(int count)
    {
        _heapLength = count < _entries.Count ? _entries[count].Start : _heapLength;
        _entries.RemoveRange(count, _entries.Count - count);
        Generation++;
    }

    public ReadOnlySpan<byte> Utf8(int id) => _heap.AsSpan(_entries[id].Start, _entries[id].Length);

    public string Text(int id)
    {
        (int start, int length, string? text) = _entries[id];
        if (text is null)
        {
            text = Encoding.UTF8.GetString(_heap, start, length);
            _entries[id] = (start, length, text);
        }

        return text;
    }
}
