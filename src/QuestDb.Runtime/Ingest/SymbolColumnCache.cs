using System.Runtime.CompilerServices;

namespace QuestDb.Ingest;

/// <summary>
/// In front of the dictionary, for one column: finds the id of a recent text by reference, then by content,
/// without hashing the whole text. Direct-mapped, so that a miss costs one dictionary look-up.
/// </summary>
internal sealed class SymbolColumnCache(SymbolDictionary dictionary)
{
    private const int Size = 256;

    private readonly string?[] _texts = new string?[Size];
    private readonly int[] _ids = new int[Size];
    private int[] _enumIds = [];

    /// <summary>The id of a text.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int IdOf(string text)
    {
        int slot = Slot(text);
        return ReferenceEquals(_texts[slot], text) ? _ids[slot] : Find(text, slot);
    }

    /// <summary>The id of an enum name; -1 where it has none yet.</summary>
    public int[] EnumIds(int count)
    {
        if (_enumIds.Length != count)
        {
            _enumIds = new int[count];
            Array.Fill(_enumIds, -1);
        }

        return _enumIds;
    }

    /// <summary>The id of a text that the cache does not hold.</summary>
    public int Intern(string text) => dictionary.Intern(text);

    private int Find(string text, int slot)
    {
        if (_texts[slot] == text) return _ids[slot];
        int id = dictionary.Intern(text);
        _texts[slot] = text;
        _ids[slot] = id;
        return id;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Slot(string text)
    {
        int length = text.Length;
        if (length == 0) return 0;
        return (text[0] + (text[length >> 1] * 7) + (text[length - 1] * 31) + (length * 17)) & (Size - 1);
    }
}
