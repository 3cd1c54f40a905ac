using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using QuestDb.Errors;
using QuestDb.Wire;

namespace QuestDb.Mapping;

/// <summary>
/// Text to dictionary id, for one SYMBOL column: finds a recent text by reference, then by content, without hashing the whole
/// text. Direct-mapped, so that a miss costs one dictionary look-up.
/// </summary>
/// <remarks>Belongs to one encoder and is used under its sender's lock.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SymbolColumn
{
    private const int Size = 256;

    private readonly SymbolDictionary _dictionary;
    private readonly string?[] _texts = new string?[Size];
    private readonly int[] _ids = new int[Size];
    private int[] _enumIds = [];

    internal SymbolColumn(SymbolDictionary dictionary) => _dictionary = dictionary;

    /// <summary>The id of a text.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: null or a lone surrogate; <see cref="ErrorCode.SymbolDictionaryFull"/>.
    /// </exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int IdOf(string text)
    {
        if (text is null) Throw.NullValue();
        int slot = Slot(text);
        return ReferenceEquals(_texts[slot], text) ? _ids[slot] : Find(text, slot);
    }

    /// <summary>The id of a UTF-8 text.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: not valid UTF-8; <see cref="ErrorCode.SymbolDictionaryFull"/>.
    /// </exception>
    internal int IdOf(ReadOnlySpan<byte> utf8) => _dictionary.Intern(utf8);

    /// <summary>The id of a text that is not a string.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: a lone surrogate; <see cref="ErrorCode.SymbolDictionaryFull"/>.
    /// </exception>
    internal int IdOf(ReadOnlySpan<char> text) => _dictionary.Intern(text);

    /// <summary>The id of a UTF-8 text.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: null or not valid UTF-8; <see cref="ErrorCode.SymbolDictionaryFull"/>.
    /// </exception>
    public int IdOf(byte[] utf8)
    {
        if (utf8 is null) Throw.NullValue();
        return IdOf(utf8.AsSpan());
    }

    /// <summary>The id of a UTF-8 text.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: not valid UTF-8; <see cref="ErrorCode.SymbolDictionaryFull"/>.
    /// </exception>
    public int IdOf(ReadOnlyMemory<byte> utf8) => IdOf(utf8.Span);

    /// <summary>The id of a text that is not a string.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: a lone surrogate; <see cref="ErrorCode.SymbolDictionaryFull"/>.
    /// </exception>
    public int IdOf(ReadOnlyMemory<char> text) => IdOf(text.Span);

    /// <summary>The id of an enum's name.</summary>
    /// <param name="index">Its position among the names.</param>
    /// <param name="names">The names.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: there is no such position.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int IdOf(int index, SymbolNames names)
    {
        int[] ids = _enumIds;
        return (uint)index < (uint)ids.Length && ids[index] is var id and >= 0 ? id : FindName(index, names);
    }

    /// <summary>Replaces positions among the names by ids.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: there is no such position.</exception>
    internal void Translate(Span<int> positions, SymbolNames names)
    {
        int[] ids = _enumIds;
        for (int i = 0; i < positions.Length; i++)
        {
            int position = positions[i];
            int id = (uint)position < (uint)ids.Length ? ids[position] : -1;
            if (id < 0)
            {
                id = FindName(position, names);
                ids = _enumIds;
            }

            positions[i] = id;
        }
    }

    private int Find(string text, int slot)
    {
        if (_texts[slot] == text) return _ids[slot];
        int id = _dictionary.Intern(text);
        _texts[slot] = text;
        _ids[slot] = id;
        return id;
    }

    private int FindName(int index, SymbolNames names)
    {
        if (_enumIds.Length != names.Count)
        {
            _enumIds = new int[names.Count];
            Array.Fill(_enumIds, -1);
        }

        if ((uint)index >= (uint)_enumIds.Length)
        {
            throw new QuestDbException(ErrorCode.InvalidValue, $"The value is not a declared member of the enum {names.EnumType}.");
        }

        return _enumIds[index] = _dictionary.Intern(names[index]);
    }

    /// <summary>Mixes the first and the last four characters: texts of one column often share one of the two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Slot(string text)
    {
        if (text.Length < 4) return text.Length == 0 ? 0 : (text[0] + (text[^1] * 31) + (text.Length * 17)) & (Size - 1);
        ref byte start = ref Unsafe.As<char, byte>(ref MemoryMarshal.GetReference(text.AsSpan()));
        ulong head = Unsafe.ReadUnaligned<ulong>(ref start);
        ulong tail = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, (text.Length - 4) * sizeof(char)));
        // The top eight bits choose one of 256 slots.
        return (int)(((head ^ BitOperations.RotateLeft(tail, 29)) * 0x9E37_79B9_7F4A_7C15) >> 56);
    }
}
