using QuestDb.Encoders.Inputs;
using QuestDb.Wire;

namespace QuestDb;

/// <summary>
/// The texts that the codes of a chunk's SYMBOL column stand for: strings, or UTF-8 bytes with Arrow offsets. Code 0 is the
/// first text.
/// </summary>
/// <remarks>The memory is kept, not copied; leave it alone until the chunk is flushed or cleared.</remarks>
public readonly struct SymbolTexts
{
    private readonly ReadOnlyMemory<string> _strings;
    private readonly ReadOnlyMemory<int> _offsets;
    private readonly ReadOnlyMemory<long> _largeOffsets;
    private readonly ReadOnlyMemory<byte> _utf8;

    /// <summary>Takes strings, one a code.</summary>
    public SymbolTexts(ReadOnlyMemory<string> texts) => _strings = texts;

    /// <summary>Takes UTF-8 bytes: the text of code i has the bytes from offset i to offset i + 1.</summary>
    /// <param name="offsets">One more than there are texts, ascending.</param>
    /// <param name="utf8">The bytes.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: there is no offset, they go backwards or leave the bytes.
    /// </exception>
    public SymbolTexts(ReadOnlyMemory<int> offsets, ReadOnlyMemory<byte> utf8)
    {
        BytesValues.CheckOffsets(offsets.Span, utf8.Length);
        _offsets = offsets;
        _utf8 = utf8;
    }

    /// <summary>As with 32-bit offsets.</summary>
    /// <param name="offsets">One more than there are texts, ascending.</param>
    /// <param name="utf8">The bytes.</param>
    /// <exception cref="QuestDbException">As with 32-bit offsets.</exception>
    public SymbolTexts(ReadOnlyMemory<long> offsets, ReadOnlyMemory<byte> utf8)
    {
        BytesValues.CheckOffsets(offsets.Span, utf8.Length);
        _largeOffsets = offsets;
        _utf8 = utf8;
    }

    /// <summary>Takes strings, one a code.</summary>
    public static implicit operator SymbolTexts(string[] texts) => new(texts.AsMemory());

    /// <summary>Number of texts; codes are below it.</summary>
    public int Count => !_offsets.IsEmpty ? _offsets.Length - 1 : !_largeOffsets.IsEmpty ? _largeOffsets.Length - 1 : _strings.Length;

    internal int Intern(SymbolDictionary dictionary, int code)
    {
        if (!_offsets.IsEmpty) return dictionary.Intern(Text(_offsets.Span[code], _offsets.Span[code + 1]));
        if (!_largeOffsets.IsEmpty) return dictionary.Intern(Text(_largeOffsets.Span[code], _largeOffsets.Span[code + 1]));
        return dictionary.Intern(_strings.Span[code]
            ?? throw new QuestDbException(ErrorCode.InvalidValue, $"The text of code {code} is null."));
    }

    private ReadOnlySpan<byte> Text(long start, long end)
    {
        // The offsets were checked when they were given, but the caller may have changed its memory since.
        if (start < 0 || end < start || end > _utf8.Length) BytesValues.CheckOffsets<long>([start, end], _utf8.Length);
        return _utf8.Span[(int)start..(int)end];
    }
}
