using System.ComponentModel;
using QuestDb.Decoders;
using QuestDb.Decoders.Batches;
using QuestDb.Schemas;
using QuestDb.Values.Numbers;

namespace QuestDb.Mapping;

/// <summary>Reads a DECIMAL column of any width and scale as <see cref="decimal"/>, row after row.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct DecimalColumnReader
{
    private readonly ColumnType _type;
    private readonly int _scale;
    private ReadOnlySpan<byte> _values;
    private NullCursor _nulls;

    internal DecimalColumnReader(RowBatch batch, int ordinal)
    {
        ResultColumn column = batch.Column(ordinal);
        _type = column.Type;
        _scale = column.Parameter;
        _values = column.Values;
        _nulls = new NullCursor(batch, ordinal, column);
    }

    /// <summary>Reads the next row.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.UnexpectedNull"/>: the row is NULL; <see cref="ErrorCode.InvalidValue"/>: more digits than
    /// a <see cref="decimal"/> has.
    /// </exception>
    public decimal Read() => TryRead(out decimal value) ? value : throw _nulls.Unexpected();

    /// <summary>Reads the next row; false when it is NULL.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: more digits than a <see cref="decimal"/> has.</exception>
    public bool TryRead(out decimal value)
    {
        value = 0;
        if (!_nulls.MoveNext()) return false;
        try
        {
            value = _type switch
            {
                ColumnType.Decimal64 => DecimalUnits.ToDecimal(WireValue.Take<long>(ref _values), _scale),
                ColumnType.Decimal128 => DecimalUnits.ToDecimal(WireValue.Take<Int128>(ref _values), _scale),
                _ => DecimalUnits.ToDecimal(WireValue.Take<Long256>(ref _values), _scale),
            };
            return true;
        }
        catch (QuestDbException e)
        {
            throw _nulls.Invalid(e);
        }
    }
}
