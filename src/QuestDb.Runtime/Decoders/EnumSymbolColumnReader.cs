using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using QuestDb.Decoders.Batches;

namespace QuestDb.Mapping;

/// <summary>Reads a SYMBOL or VARCHAR column as positions in an enum's <see cref="SymbolNames"/>, row after row.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct EnumSymbolColumnReader
{
    private readonly RowBatch _batch;
    private readonly int _ordinal;
    private readonly EnumSymbolMap _map;
    private readonly bool _isSymbol;
    private readonly ReadOnlySpan<int> _ids;
    private readonly ReadOnlySpan<uint> _offsets;
    private readonly ReadOnlySpan<byte> _text;
    private readonly ReadOnlySpan<byte> _bitmap;
    private int _row;
    private int _value;

    internal EnumSymbolColumnReader(RowBatch batch, int ordinal, ResultColumn column, EnumSymbolMap map)
    {
        _batch = batch;
        _ordinal = ordinal;
        _map = map;
        _bitmap = column.Bitmap(batch.Batch.RowCount);
        _isSymbol = column.Type == ColumnType.Symbol;
        if (_isSymbol)
        {
            map.Prepare(batch.Batch.Dictionary);
            _ids = column.SymbolIds.AsSpan(0, column.ValueCount);
            return;
        }

        int offsets = (column.ValueCount + 1) * sizeof(uint);
        _offsets = MemoryMarshal.Cast<byte, uint>(column.Bytes.AsSpan(column.ValuesOffset, offsets));
        _text = column.Bytes.AsSpan(column.ValuesOffset + offsets, column.ValuesLength);
    }

    /// <summary>Reads the next row.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.UnexpectedNull"/>: the row is NULL; <see cref="ErrorCode.ResultMismatch"/>: unknown text.
    /// </exception>
    public int Read() => TryRead(out int index) ? index : throw _batch.UnexpectedNull(_ordinal, _row - 1);

    /// <summary>Reads the next row; false when it is NULL.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.ResultMismatch"/>: the text is no name of the enum.</exception>
    public bool TryRead(out int index)
    {
        int row = _row++;
        index = -1;
        if (!_bitmap.IsEmpty && (_bitmap[row >> 3] >> (row & 7) & 1) != 0) return false;
        int value = _value++;
        index = _isSymbol ? _map.IndexOf(_ids[value], _batch.Batch.Dictionary) : _map.Names.IndexOf(Text(value));
        if (index < 0) throw Unknown(value);
        return true;
    }

    private readonly ReadOnlySpan<byte> Text(int value) => _text[(int)_offsets[value]..(int)_offsets[value + 1]];

    private readonly QuestDbException Unknown(int value) =>
        _batch.UnknownSymbol(_ordinal, _map.Names,
            _isSymbol ? _batch.Batch.Dictionary.Text(_ids[value]) : Encoding.UTF8.GetString(Text(value)));
}
