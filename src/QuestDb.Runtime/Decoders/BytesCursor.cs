using System.Runtime.InteropServices;
using QuestDb.Decoders.Batches;
using QuestDb.Mapping;

namespace QuestDb.Decoders;

/// <summary>Goes through the values of a VARCHAR, BINARY or SYMBOL column as bytes.</summary>
internal ref struct BytesCursor
{
    private readonly ResultColumn _column;
    private readonly ReadOnlySpan<uint> _offsets;
    private readonly SymbolSnapshot _symbols;
    private readonly ReadOnlyMemory<byte> _received;
    private readonly int _dataStart;
    private NullCursor _nulls;
    private int _value = -1;

    /// <summary>Begins before the first row.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="ordinal">The member.</param>
    /// <param name="views">
    /// Whether <see cref="Bytes"/> may be kept, and then asks whether the batch has ended; else it is read at once.
    /// </param>
    public BytesCursor(RowBatch batch, int ordinal, bool views = false)
    {
        _column = batch.Column(ordinal);
        _nulls = new NullCursor(batch, ordinal, _column);
        IsSymbol = _column.Type == ColumnType.Symbol;
        if (IsSymbol)
        {
            _symbols = batch.Batch.Dictionary;
            return;
        }

        int offsets = (_column.ValueCount + 1) * sizeof(uint);
        _offsets = MemoryMarshal.Cast<byte, uint>(_column.Bytes.AsSpan(_column.ValuesOffset, offsets));
        _dataStart = _column.ValuesOffset + offsets;
        _received = views ? batch.Received(_column) : _column.Bytes;
    }

    /// <summary>Whether the column is SYMBOL, so that its texts are in the dictionary.</summary>
    public bool IsSymbol { get; }

    /// <summary>The text of the row in a SYMBOL column, shared by every row that names it.</summary>
    public readonly string SymbolText => _symbols.Text(_column.SymbolIds[_value]);

    /// <summary>The bytes of the row, in the memory of the batch or of the dictionary.</summary>
    public readonly ReadOnlyMemory<byte> Bytes => IsSymbol
        ? _symbols.Utf8Memory(_column.SymbolIds[_value])
        : _received.Slice(_dataStart + (int)_offsets[_value], (int)(_offsets[_value + 1] - _offsets[_value]));

    /// <summary>Goes to the next row; false when it is NULL.</summary>
    public bool MoveNext()
    {
        if (!_nulls.MoveNext()) return false;
        _value++;
        return true;
    }

    public readonly QuestDbException UnexpectedNull() => _nulls.Unexpected();
}
