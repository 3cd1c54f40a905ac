namespace QuestDb.Decoders.Batches;

/// <summary>
/// The connection's result dictionary as its receiver builds it (QWP egress specification, "Symbol dictionary"). Batches
/// take a <see cref="SymbolSnapshot"/> of it: what a snapshot covers never changes again, so consumers on other threads
/// read theirs while entries are added, and keep reading it after a reset.
/// </summary>
internal sealed class ResultDictionary
{
    private const int InitialBytes = 512;
    private const int InitialEntries = 32;

    private byte[] _heap = new byte[InitialBytes];
    private int _heapLength;
    private int[] _ends = new int[InitialEntries];
    private string?[][] _texts = new string?[1][];

    /// <summary>Number of entries.</summary>
    public int Count { get; private set; }

    /// <summary>Counts the resets, so that caches of ids know when they are stale.</summary>
    public int Generation { get; private set; }

    /// <summary>Adds the next entry.</summary>
    public void Add(ReadOnlySpan<byte> utf8)
    {
        if (_heap.Length - _heapLength < utf8.Length)
        {
            Array.Resize(ref _heap, Math.Max(checked(_heapLength + utf8.Length), (int)Math.Min(_heap.Length * 2L, Array.MaxLength)));
        }

        if (_ends.Length == Count) Array.Resize(ref _ends, Count * 2);
        int block = Count >> SymbolSnapshot.BlockBits;
        if (block == _texts.Length) Array.Resize(ref _texts, block * 2);
        _texts[block] ??= new string?[1 << SymbolSnapshot.BlockBits];

        utf8.CopyTo(_heap.AsSpan(_heapLength));
        _heapLength += utf8.Length;
        _ends[Count++] = _heapLength;
    }

    /// <summary>Forgets everything, as CACHE_RESET demands.</summary>
    public void Clear() => Truncate(0);

    /// <summary>Forgets the entries from <paramref name="count"/> on; the server sends them again.</summary>
    public void Truncate(int count)
    {
        // Snapshots keep the old arrays; new entries must not overwrite what those still show.
        Count = count;
        _heapLength = count == 0 ? 0 : _ends[count - 1];
        _heap = CopyOf(_heap, _heapLength, InitialBytes);
        _ends = CopyOf(_ends, count, InitialEntries);
        var texts = new string?[(count >> SymbolSnapshot.BlockBits) + 1][];
        for (int block = 0; block << SymbolSnapshot.BlockBits < count; block++) texts[block] = [.. _texts[block]];
        int inLast = count & ((1 << SymbolSnapshot.BlockBits) - 1);
        if (inLast > 0) Array.Clear(texts[^1]!, inLast, texts[^1]!.Length - inLast);
        _texts = texts;
        Generation++;
    }

    /// <summary>The entries there are now.</summary>
    public SymbolSnapshot Snapshot() => new(_heap, _ends, _texts, Count, Generation);

    private static T[] CopyOf<T>(T[] source, int count, int room)
    {
        T[] copy = new T[count + room];
        source.AsSpan(0, count).CopyTo(copy);
        return copy;
    }
}
