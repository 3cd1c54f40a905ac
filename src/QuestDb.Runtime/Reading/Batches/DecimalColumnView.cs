using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using QuestDb.Decoders.Batches;

namespace QuestDb;

/// <summary>A DECIMAL column of 64, 128 or 256 bits. Valid until the cursor goes on, after which every access throws.</summary>
public readonly ref struct DecimalColumnView : IColumnView<Decimal256?>
{
    private readonly ResultColumn _column;
    private readonly Validity _validity;

    internal DecimalColumnView(ResultColumn column, Batch batch)
    {
        _column = column;
        _validity = new Validity(column, batch);
    }

    /// <summary>The name of the column.</summary>
    public string Name => _column.Name;

    /// <summary>Number of rows.</summary>
    public int Length => _validity.Length;

    /// <summary>Which rows are NULL.</summary>
    public Validity Validity => _validity;

    /// <summary>
    /// The width: <see cref="ColumnType.Decimal64"/>, <see cref="ColumnType.Decimal128"/> or
    /// <see cref="ColumnType.Decimal256"/>.
    /// </summary>
    public ColumnType Type => _column.Type;

    /// <summary>Digits after the point, the same in every row.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    public int Scale
    {
        get
        {
            _validity.Check();
            return _column.Parameter;
        }
    }

    /// <summary>
    /// The values of the rows that are not NULL without their point, two's complement, lowest byte first, where they were received.
    /// </summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            _validity.Check();
            return _column.Values;
        }
    }

    /// <summary>The values of the rows that are not NULL without their point, for DECIMAL64; else empty.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    public ReadOnlySpan<long> Unscaled64
    {
        get
        {
            _validity.Check();
            return Type == ColumnType.Decimal64 ? MemoryMarshal.Cast<byte, long>(_column.Values) : default;
        }
    }

    /// <summary>The values of the rows that are not NULL without their point, for DECIMAL128; else empty.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    public ReadOnlySpan<Int128> Unscaled128
    {
        get
        {
            _validity.Check();
            return Type == ColumnType.Decimal128 ? MemoryMarshal.Cast<byte, Int128>(_column.Values) : default;
        }
    }

    /// <summary>The value of a row, or null.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public Decimal256? this[int row] => TryGetValue(row, out Decimal256 value) ? value : null;

    /// <summary>Whether a row is NULL.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public bool IsNull(int row) => _validity.IsNull(row);

    /// <summary>The value of a row.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.UnexpectedNull"/>: the row is NULL; <see cref="ErrorCode.InvalidValue"/>: more than 76 digits.
    /// </exception>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Decimal256 Value(int row)
    {
        int index = _validity.ValueIndex(row);
        return index >= 0 ? At(index) : throw _column.UnexpectedNull(row);
    }

    /// <summary>The value of a row; false when it is NULL.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetValue(int row, out Decimal256 value)
    {
        int index = _validity.ValueIndex(row);
        value = index >= 0 ? At(index) : default;
        return index >= 0;
    }

    private Decimal256 At(int index) => Type switch
    {
        ColumnType.Decimal64 => new Decimal256(MemoryMarshal.Cast<byte, long>(_column.Values)[index], _column.Parameter),
        ColumnType.Decimal128 => new Decimal256(MemoryMarshal.Cast<byte, Int128>(_column.Values)[index], _column.Parameter),
        _ => Wide(index),
    };

    private Decimal256 Wide(int index)
    {
        try
        {
            return Decimal256.FromWords(MemoryMarshal.Cast<byte, Long256>(_column.Values)[index], _column.Parameter);
        }
        catch (QuestDbException e)
        {
            throw new QuestDbException(e.Code, $"Column {Name} (DECIMAL256): {e.Message}", e) { Column = Name };
        }
    }

    /// <summary>Goes through the rows.</summary>
    public ColumnEnumerator<DecimalColumnView, Decimal256?> GetEnumerator() => new(this);
}
