namespace QuestDb.Wire;

/// <summary>
/// Dictionary entries as they stand in a delta section, one behind the other: a length (varint) and as many bytes of UTF-8
/// (QWP ingress specification, "Delta symbol dictionary").
/// </summary>
/// <param name="bytes">Where the entries stand; what follows them may be anything.</param>
internal ref struct SymbolEntries(ReadOnlySpan<byte> bytes)
{
    /// <summary>What follows the entries that were read.</summary>
    public ReadOnlySpan<byte> Rest { get; private set; } = bytes;

    /// <summary>The text of the next entry; false when the bytes do not hold a whole one.</summary>
    public bool TryRead(out ReadOnlySpan<byte> utf8)
    {
        utf8 = default;
        if (!Varint.TryRead(Rest, out ulong length, out int prefix) || length > (ulong)(Rest.Length - prefix)) return false;
        utf8 = Rest.Slice(prefix, (int)length);
        Rest = Rest[(prefix + (int)length)..];
        return true;
    }

    /// <summary>Passes over entries; false when the bytes hold fewer.</summary>
    public bool TrySkip(ulong count)
    {
        for (; count > 0; count--)
        {
            if (!TryRead(out _)) return false;
        }

        return true;
    }
}
