using System.ComponentModel;
using System.Runtime.CompilerServices;
using QuestDb.Ingest;

namespace QuestDb.Mapping;

/// <summary>Writes a SYMBOL column of an enum as dictionary ids: one call a row, then <see cref="End"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct EnumSymbolColumnWriter
{
    private readonly SymbolColumnCache _cache;
    private readonly SymbolNames _names;
    private readonly int[] _ids;
    private NullableBlock _block;

    internal EnumSymbolColumnWriter(ChunkEncoder encoder, SymbolColumnCache cache, SymbolNames names)
    {
        _cache = cache;
        _names = names;
        _ids = cache.EnumIds(names.Count);
        _block = new NullableBlock(encoder, encoder.RowCount * SymbolColumnWriter.MaxIdBytes);
    }

    /// <summary>Writes the name at a position of the <see cref="SymbolNames"/> for the next row.</summary>
    /// <param name="index">The position; -1 for an enum value that has no name.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: the value has no name.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int index)
    {
        int[] ids = _ids;
        int id = (uint)index < (uint)ids.Length ? ids[index] : -1;
        SymbolColumnWriter.AddId(ref _block, id >= 0 ? id : Intern(index));
    }

    /// <summary>Writes NULL for the next row.</summary>
    public void AddNull() => _block.AddNull();

    /// <summary>Completes the column.</summary>
    public readonly void End() => _block.End();

    private readonly int Intern(int index)
    {
        if ((uint)index >= (uint)_ids.Length)
        {
            throw new QuestDbException(ErrorCode.InvalidValue, $"The value is not a declared member of the enum {_names.EnumType}.");
        }

        return _ids[index] = _cache.Intern(_names[index]);
    }
}
