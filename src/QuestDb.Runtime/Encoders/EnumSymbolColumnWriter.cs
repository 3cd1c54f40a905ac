using System.ComponentModel;
using System.Runtime.CompilerServices;
using QuestDb.Encoders;
using QuestDb.Encoders.Blocks;

namespace QuestDb.Mapping;

/// <summary>Writes a SYMBOL column of an enum that may have nulls: one call a row, then <see cref="End"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct EnumSymbolColumnWriter
{
    private readonly SymbolColumn _symbols;
    private readonly SymbolNames _names;
    private NullableBlock _block;

    internal EnumSymbolColumnWriter(ChunkEncoder encoder, SymbolColumn symbols, SymbolNames names)
    {
        _symbols = symbols;
        _names = names;
        _block = new NullableBlock(encoder, encoder.RowCount * SymbolBlock.MaxIdBytes);
    }

    /// <summary>Writes the name at a position of the <see cref="SymbolNames"/> for the next row.</summary>
    /// <param name="index">The position; -1 for an enum value that has no name.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: the value has no name.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int index) => SymbolColumnWriter.AddId(ref _block, _symbols.IdOf(index, _names));

    /// <summary>Writes NULL for the next row.</summary>
    public void AddNull() => _block.AddNull();

    /// <summary>Completes the column.</summary>
    public readonly void End() => _block.End();
}
