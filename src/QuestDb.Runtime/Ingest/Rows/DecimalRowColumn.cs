using QuestDb.Encoders.Blocks;
using QuestDb.Encoders.Inputs;
using QuestDb.Mapping;

namespace QuestDb.Ingest.Rows;

/// <summary>
/// Decimals, each with the scale that it came with. The flush brings them to the largest scale of the rows; that all of them
/// fit the type at that scale is checked as they come.
/// </summary>
internal sealed class DecimalRowColumn(ColumnSchema schema) : RowColumn(schema)
{
    private Decimal256[] _values = [];
    private Extent _rows;
    private Extent _withRow;

    /// <summary>
    /// Adds a value; false, and nothing is added, when the column's values and it have no common scale within the type's digits.
    /// </summary>
    public bool TryAdd(Decimal256 value)
    {
        Extent extent = _rows.Including(value);
        if (extent.Digits > DecimalDigits.Of(Schema.Type)) return false;
        _withRow = extent;
        Ensure(ref _values, Length + 1);
        _values[Length] = value;
        Added();
        return true;
    }

    /// <summary>Settles that the row in progress is a row of the table.</summary>
    public void Commit() => _rows = _withRow;

    public override void Truncate(int rows)
    {
        base.Truncate(rows);
        _withRow = _rows;
    }

    public override void Reset()
    {
        base.Reset();
        _rows = default;
        _withRow = default;
    }

    public override void Complete(int rows)
    {
        base.Complete(rows);
        if (Schema.Scale != _rows.Scale) Schema = new ColumnKey(Schema.Name, Schema.Type, (byte)_rows.Scale).ToSchema(Schema.Member);
    }

    protected override void Pad(int from, int to) => Ensure(ref _values, to);

    protected override void Encode(ChunkEncoder encoder, int ordinal, int start, RowValidity validity)
    {
        ReadOnlySpan<Decimal256> values = _values.AsSpan(start, validity.Count);
        switch (Schema.Type)
        {
            case ColumnType.Decimal64:
                FixedValues.Encode<Decimal256, long, DecimalToInt64>(encoder, ordinal, values, validity, new DecimalToInt64(Schema.Scale));
                break;
            case ColumnType.Decimal128:
                FixedValues.Encode<Decimal256, Int128, DecimalToInt128>(encoder, ordinal, values, validity,
                    new DecimalToInt128(Schema.Scale));
                break;
            default:
                FixedValues.Encode<Decimal256, Long256, DecimalToInt256>(encoder, ordinal, values, validity,
                    new DecimalToInt256(Schema.Scale));
                break;
        }
    }

    /// <summary>How far numbers reach to both sides of the decimal point.</summary>
    private readonly record struct Extent(int Whole, int Scale)
    {
        public int Digits => Whole + Scale;

        public Extent Including(Decimal256 value)
        {
            int whole = value.Sign == 0 ? 0 : Math.Max(0, value.Precision - value.Scale);
            return new Extent(Math.Max(Whole, whole), Math.Max(Scale, value.Scale));
        }
    }
}
