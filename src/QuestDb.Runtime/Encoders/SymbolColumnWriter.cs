using System.ComponentModel;
using System.Runtime.CompilerServices;
using QuestDb.Encoders;
using QuestDb.Encoders.Blocks;
using QuestDb.Wire;

namespace QuestDb.Mapping;

/// <summary>Writes a SYMBOL column of strings that may have nulls: one call a row, then <see cref="End"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct SymbolColumnWriter
{
    private readonly SymbolColumn _symbols;
    private NullableBlock _block;

    internal SymbolColumnWriter(ChunkEncoder encoder, SymbolColumn symbols)
    {
        _symbols = symbols;
        _block = new NullableBlock(encoder, encoder.RowCount * SymbolBlock.MaxIdBytes);
    }

    /// <summary>Writes the text of the next row.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: null or a lone surrogate; <see cref="ErrorCode.SymbolDictionaryFull"/>.
    /// </exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(string value)
    {
        AddId(ref _block, _symbols.IdOf(value));
    }

    /// <summary>Writes the text of the next row.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: a lone surrogate; <see cref="ErrorCode.SymbolDictionaryFull"/>.
    /// </exception>
    public void Add(ReadOnlyMemory<char> value) => AddId(ref _block, _symbols.IdOf(value));

    /// <summary>Writes the UTF-8 text of the next row.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: null or not valid UTF-8; <see cref="ErrorCode.SymbolDictionaryFull"/>.
    /// </exception>
    public void Add(byte[] utf8) => AddId(ref _block, _symbols.IdOf(utf8));

    /// <summary>Writes the UTF-8 text of the next row.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: not valid UTF-8; <see cref="ErrorCode.SymbolDictionaryFull"/>.
    /// </exception>
    public void Add(ReadOnlyMemory<byte> utf8) => AddUtf8(utf8.Span);

    /// <summary>Writes the UTF-8 text of the next row.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: not valid UTF-8; <see cref="ErrorCode.SymbolDictionaryFull"/>.
    /// </exception>
    internal void AddUtf8(ReadOnlySpan<byte> value) => AddId(ref _block, _symbols.IdOf(value));

    /// <summary>Writes NULL for the next row.</summary>
    public void AddNull() => _block.AddNull();

    /// <summary>Completes the column.</summary>
    public readonly void End() => _block.End();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void AddId(ref NullableBlock block, int id)
    {
        Span<byte> free = block.Free;
        if (id < 0x80)
        {
            free[0] = (byte)id;
            block.AddValue(1);
        }
        else
        {
            block.AddValue(Varint.Write(free, (uint)id));
        }
    }
}
