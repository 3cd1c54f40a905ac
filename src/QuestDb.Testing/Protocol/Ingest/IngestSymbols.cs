using System.Text;
using QuestDb.Shared.Wire;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Protocol.Ingest;

/// <summary>A dictionary of wire ids: the one that a connection accumulates from delta sections, or that of one column.</summary>
internal sealed class IngestSymbols
{
    /// <summary>The limit of QuestDB 9.4; the documentation says 2,000,000.</summary>
    private const int MaxEntries = 1_000_000;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Wire id to id in <see cref="Texts"/>; the two differ once a client redefines an id or sends a text twice.</summary>
    private readonly List<int> _textIds = [];

    public SymbolDictionary Texts { get; } = new();

    /// <summary>The id in <see cref="Texts"/> of a wire id.</summary>
    public int TextId(ulong wireId)
    {
        if (wireId >= (ulong)_textIds.Count) throw ProtocolException.Parse($"symbol index out of range: {wireId}");
        return _textIds[(int)wireId];
    }

    /// <summary>Reads a delta section. An id may be redefined; a gap is refused with DICTIONARY_GAP.</summary>
    public void ReadDelta(ref PayloadReader reader)
    {
        if (reader.Remaining == 0) throw ProtocolException.Parse("truncated delta symbol dictionary");
        ulong start = reader.ReadVarint();
        ulong count = reader.ReadVarint();
        if (start > MaxEntries || count > MaxEntries || start + count > MaxEntries)
            throw ProtocolException.Parse($"delta symbol dictionary size exceeds limit: {Math.Max(start, unchecked(start + count))}");
        if (start > (ulong)_textIds.Count)
        {
            throw new ProtocolException(StatusCode.DictionaryGap,
                $"delta symbol dictionary starts at {start}, the connection's dictionary holds {_textIds.Count} entries");
        }

        for (int id = (int)start; id < (int)(start + count); id++) ReadEntry(ref reader, id);
    }

    /// <summary>Reads the dictionary in front of a column that has its own.</summary>
    public void ReadColumnDictionary(ref PayloadReader reader)
    {
        ulong count = reader.ReadVarint();
        // Every entry takes at least its length byte.
        if (count > (ulong)reader.Remaining) throw ProtocolException.Parse($"dictionary size exceeds data length: {count}");
        for (int id = 0; id < (int)count; id++) ReadEntry(ref reader, id);
    }

    private void ReadEntry(ref PayloadReader reader, int id)
    {
        if (reader.Remaining == 0) throw ProtocolException.Parse("truncated delta symbol entry");
        ulong length = reader.ReadVarint();
        if (length > (ulong)reader.Remaining) throw ProtocolException.Parse("truncated delta symbol value");
        int textId = Texts.IdOf(DecodeText(reader.ReadBytes((long)length, "symbol")));
        if (id < _textIds.Count) _textIds[id] = textId;
        else _textIds.Add(textId);
    }

    private static string DecodeText(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return StrictUtf8.GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            throw new ProtocolException(StatusCode.WriteError,
                $"cannot convert invalid UTF-8 sequence to UTF-16 [seq={Convert.ToHexString(utf8)}]");
        }
    }
}
