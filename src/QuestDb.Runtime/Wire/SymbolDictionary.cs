using System.Buffers;
using System.Text.Unicode;
using QuestDb.Threading;

namespace QuestDb.Wire;

/// <summary>
/// The sender's symbol dictionary: text to id, ids counted from 0 in order of first use (QWP ingress specification, "Symbol").
/// It outlives connections: after a reconnect its entries are sent again, so that queued frames stay valid.
/// </summary>
/// <remarks>
/// The sender's lock guards it, except that the send loop reads published entries under <see cref="Gate"/>: it must not wait
/// for a writer, which may hold the sender's lock while waiting for the acks of the send loop.
/// </remarks>
internal sealed class SymbolDictionary
{
    /// <summary>Most entries: the smaller of the limits of released servers.</summary>
    public const int MaxEntries = 1_000_000;

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];
    private readonly List<int> _offsets = [0];
    private byte[] _wire = new byte[4096];

    /// <summary>Guards the entries: held while some are added or removed, and by the send loop while it reads some. A leaf.</summary>
    public RankedLock Gate { get; } = new(LockRank.SymbolDictionary);

    /// <summary>Number of entries, and the next id.</summary>
    public int Count => _texts.Count;

    /// <summary>The id of a text, which is added when it is new.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: not valid UTF-16; <see cref="ErrorCode.SymbolDictionaryFull"/>.
    /// </exception>
    public int Intern(string text)
    {
        if (_ids.TryGetValue(text, out int id)) return id;
        if (Count >= MaxEntries)
        {
            throw new QuestDbException(ErrorCode.SymbolDictionaryFull,
                $"The connection's symbol dictionary is full ({MaxEntries:N0} texts); store columns of so many "
                + $"different texts as VARCHAR.");
        }

        using (Gate.Enter())
        {
            Append(text);
            id = _texts.Count;
            _ids.Add(text, id);
            _texts.Add(text);
        }

        return id;
    }

    /// <summary>The id of a text; a new one becomes a string.</summary>
    /// <exception cref="QuestDbException">As for a string.</exception>
    public int Intern(ReadOnlySpan<char> text) =>
        _ids.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out int id) ? id : Intern(text.ToString());

    /// <summary>The id of a UTF-8 text; a new one becomes a string.</summary>
    /// <exception cref="QuestDbException">As for a string; the bytes are not UTF-8.</exception>
    public int Intern(ReadOnlySpan<byte> utf8)
    {
        const int MaxStackChars = 256;
        char[]? rented = utf8.Length > MaxStackChars ? ArrayPool<char>.Shared.Rent(utf8.Length) : null;
        try
        {
            // UTF-16 has at most one unit a byte.
            Span<char> chars = rented ?? stackalloc char[MaxStackChars];
            if (Utf8.ToUtf16(utf8, chars, out _, out int length, replaceInvalidSequences: false) != OperationStatus.Done)
            {
                Utf8Text.Check(utf8);
            }

            return Intern(chars[..length]);
        }
        finally
        {
            if (rented is not null) ArrayPool<char>.Shared.Return(rented);
        }
    }

    /// <summary>Adds a text of a slot under the next id. One that stands there twice keeps both ids: frames may use either.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: not UTF-8.</exception>
    public void Restore(ReadOnlySpan<byte> utf8)
    {
        Utf8Text.Check(utf8);
        string text = System.Text.Encoding.UTF8.GetString(utf8);
        using (Gate.Enter())
        {
            Append(text);
            _ids.TryAdd(text, _texts.Count);
            _texts.Add(text);
        }
    }

    /// <summary>The UTF-8 bytes of an entry.</summary>
    public ReadOnlySpan<byte> Utf8Of(int id)
    {
        ReadOnlySpan<byte> entry = Wire(id, id + 1);
        Varint.TryRead(entry, out _, out int prefix);
        return entry[prefix..];
    }

    /// <summary>The entries [start, end) as they stand in a delta section: length and UTF-8 bytes each.</summary>
    public ReadOnlySpan<byte> Wire(int start, int end) => _wire.AsSpan(_offsets[start].._offsets[end]);

    /// <summary>Bytes of one entry in a delta section.</summary>
    public int WireLength(int id) => _offsets[id + 1] - _offsets[id];

    /// <summary>Forgets the entries from <paramref name="count"/> on: the frame that introduced them was not published.</summary>
    public void Truncate(int count)
    {
        using (Gate.Enter())
        {
            for (int id = count; id < _texts.Count; id++) _ids.Remove(_texts[id]);
            _texts.RemoveRange(count, _texts.Count - count);
            _offsets.RemoveRange(count + 1, _offsets.Count - count - 1);
        }
    }

    private void Append(string text)
    {
        int start = _offsets[^1];
        int max = checked(start + Varint.MaxLength + (text.Length * 3));
        if (max > _wire.Length) Array.Resize(ref _wire, Math.Max(max, _wire.Length * 2));
        int byteCount = Utf8Text.CountBytes(text);
        int position = start + Varint.Write(_wire.AsSpan(start), (ulong)byteCount);
        Utf8.FromUtf16(text, _wire.AsSpan(position, byteCount), out _, out int written, replaceInvalidSequences: false);
        _offsets.Add(position + written);
    }
}
