using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using QuestDb.Decoders.Batches;

namespace QuestDb.Mapping;

/// <summary>
/// Reads a VARCHAR or SYMBOL column as strings, row after row. A symbol's string is shared by every row of the connection
/// that names it; a VARCHAR value is a new string.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct TextColumnReader
{
    private readonly RowBatch _batch;
    private readonly int _ordinal;
    private readonly bool _isSymbol;
    private readonly SymbolSnapshot _symbols;
    private readonly ReadOnlySpan<int> _ids;
    private readonly ReadOnlySpan<uint> _offsets;
    private readonly ReadOnlySpan<byte> _text;
    private readonly ReadOnlySpan<byte> _bitmap;
    private int _row;
    private int _value;

    internal TextColumnReader(RowBatch batch, int ordinal, ResultColumn column)
    {
        _batch = batch;
        _ordinal = ordinal;
        _bitmap = column.Bitmap(batch.Batch.RowCount);
        if (column.Type == ColumnType.Symbol)
        {
            _isSymbol = true;
            _symbols = batch.Batch.Dictionary;
            _ids = column.SymbolIds.AsSpan(0, column.ValueCount);
            return;
        }

        int offsets = (column.ValueCount + 1) * sizeof(uint);
        _offsets = MemoryMarshal.Cast<byte, uint>(column.Bytes.AsSpan(column.ValuesOffset, offsets));
        _text = column.Bytes.AsSpan(column.ValuesOffset + offsets, column.ValuesLength);
    }

    /// <summary>Reads the next row.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.UnexpectedNull"/>: the row is NULL.</exception>
    public string Read() => TryRead(out string? value) ? value : throw _batch.UnexpectedNull(_ordinal, _row - 1);

    /// <summary>Reads the next row; false when it is NULL.</summary>
    public bool TryRead([NotNullWhen(true)] out string? value)
    {
        int row = _row++;
        if (!_bitmap.IsEmpty && (_bitmap[row >> 3] >> (row & 7) & 1) != 0)
        {
            value = null;
            return false;
        }

        int index = _value++;
        value = _isSymbol
            ? _symbols.Text(_ids[index])
            : Encoding.UTF8.GetString(_text[(int)_offsets[index]..(int)_offsets[index + 1]]);
        return true;
    }
}
