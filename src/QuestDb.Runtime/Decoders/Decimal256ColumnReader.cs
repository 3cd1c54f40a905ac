using System.ComponentModel;
using QuestDb.Decoders;
using QuestDb.Decoders.Batches;
using QuestDb.Schemas;

namespace QuestDb.Mapping;

/// <summary>Reads a DECIMAL column of any width and scale as <see cref="Decimal256"/>, row after row.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Decimal256ColumnReader
{
    private readonly ColumnType _type;
    private readonly int _scale;
    private ReadOnlySpan<byte> _values;
    private NullCursor _nulls;

    internal Decimal256ColumnReader(RowBatch batch, int ordinal)
    {
        ResultColumn column = batch.Column(ordinal);
        _type = column.Type;
        _scale = column.Parameter;
        _values = column.Values;
        _nulls = new NullCursor(batch, ordinal, column);
    }

    /// <summary>Reads the next row.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.UnexpectedNull"/>: the row is NULL; <see cref="ErrorCode.InvalidValue"/>: more than 76 digits.
    /// </exception>
    public Decimal256 Read() => TryRead(out Decimal256 value) ? value : throw _nulls.Unexpected();

    /// <summary>Reads the next row; false when it is NULL.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: more than 76 digits, or a scale over 76.</exception>
    public bool TryRead(out Decimal256 value)
    {
        value = default;
        if (!_nulls.MoveNext()) return false;
        try
        {
            value = _type switch
            {
                ColumnType.Decimal64 => new Decimal256(WireValue.Take<long>(ref _values), _scale),
                ColumnType.Decimal128 => new Decimal256(WireValue.Take<Int128>(ref _values), _scale),
                _ => Decimal256.FromWords(WireValue.Take<Long256>(ref _values), _scale),
            };
            return true;
        }
        catch (QuestDbException e)
        {
            throw _nulls.Invalid(e);
        }
    }
}
