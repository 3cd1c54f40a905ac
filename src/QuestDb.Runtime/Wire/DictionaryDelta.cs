namespace QuestDb.Wire;

/// <summary>
/// The delta section of a frame that recovery found: the dictionary entries that it introduces (QWP ingress
/// specification, "Delta symbol dictionary").
/// </summary>
internal readonly ref struct DictionaryDelta
{
    /// <summary>Most entries that any client has: a higher number is not one.</summary>
    private const int MaxEntries = 8 * 1024 * 1024;

    private readonly ReadOnlySpan<byte> _entries;

    private DictionaryDelta(int start, int end, ReadOnlySpan<byte> entries)
    {
        Start = start;
        End = end;
        _entries = entries;
    }

    /// <summary>Id of the first entry: the frame takes all before it for known.</summary>
    public int Start { get; }

    /// <summary>The id after the last entry.</summary>
    public int End { get; }

    /// <summary>Whether the bytes hold all of the entries.</summary>
    public bool IsWhole
    {
        get
        {
            var entries = new SymbolEntries(_entries);
            return entries.TrySkip((ulong)(End - Start));
        }
    }

    /// <summary>Reads the section of a frame; false when the bytes are not a QWP frame.</summary>
    public static bool TryRead(ReadOnlySpan<byte> frame, out DictionaryDelta delta)
    {
        delta = default;
        if (!FrameHeader.IsAt(frame)) return false;
        if (!FrameHeader.Has(frame, QwpConstants.FlagDeltaSymbolDict)) return true;
        ReadOnlySpan<byte> body = frame[QwpConstants.HeaderLength..];
        if (!Varint.TryRead(body, out ulong start, out int length)) return false;
        body = body[length..];
        if (!Varint.TryRead(body, out ulong count, out length)) return false;
        body = body[length..];
        if (start > MaxEntries || count > MaxEntries || start + count > MaxEntries) return false;
        delta = new DictionaryDelta((int)start, (int)(start + count), body);
        return true;
    }

    /// <summary>
    /// Adds the entries that a dictionary lacks; false when the section leaves a gap or has another text for an entry that is there. The
    /// section must be whole.
    /// </summary>
    public bool TryAddTo(SymbolDictionary dictionary)
    {
        var entries = new SymbolEntries(_entries);
        for (int id = Start; id < End && entries.TryRead(out ReadOnlySpan<byte> text); id++)
        {
            if (id == dictionary.Count) dictionary.Restore(text);
            else if (id > dictionary.Count || !text.SequenceEqual(dictionary.Utf8Of(id))) return false;
        }

        return true;
    }
}
