using System.Runtime.CompilerServices;
using QuestDb.Decoders.Batches;

namespace QuestDb;

/// <summary>A column whose values all have one width. Valid until the cursor goes on, after which every access throws.</summary>
/// <typeparam name="T">The value, as it was received.</typeparam>
public readonly ref struct FixedColumnView<T> : IColumnView<T?>
    where T : unmanaged
{
    private readonly ResultColumn _column;
    private readonly Validity _validity;
    private readonly ReadOnlySpan<T> _values;

    internal FixedColumnView(ResultColumn column, Batch batch, ReadOnlySpan<T> values)
    {
        _column = column;
        _validity = new Validity(column, batch);
        _values = values;
    }

    /// <summary>The name of the column.</summary>
    public string Name => _column.Name;

    /// <summary>Number of rows.</summary>
    public int Length => _validity.Length;

    /// <summary>Which rows are NULL.</summary>
    public Validity Validity => _validity;

    /// <summary>The values of the rows that are not NULL, one after the other, where they were received.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    public ReadOnlySpan<T> Values
    {
        get
        {
            _validity.Check();
            return _values;
        }
    }

    /// <summary>The value of a row, or null.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public T? this[int row] => TryGetValue(row, out T value) ? value : null;

    /// <summary>Whether a row is NULL.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public bool IsNull(int row) => _validity.IsNull(row);

    /// <summary>The value of a row.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.UnexpectedNull"/>: the row is NULL.</exception>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Value(int row)
    {
        int index = _validity.ValueIndex(row);
        return index >= 0 ? _values[index] : throw _column.UnexpectedNull(row);
    }

    /// <summary>The value of a row; false when it is NULL.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetValue(int row, out T value)
    {
        int index = _validity.ValueIndex(row);
        value = index >= 0 ? _values[index] : default;
        return index >= 0;
    }

    /// <summary>One value a row, without a copy; false when a row is NULL.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    public bool TryGetRows(out ReadOnlySpan<T> rows)
    {
        rows = _validity.NullCount == 0 ? Values : default;
        return _validity.NullCount == 0;
    }

    /// <summary>Copies one value a row.</summary>
    /// <param name="destination">As long as the column at least.</param>
    /// <param name="nullValue">What stands for NULL.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    public void CopyTo(Span<T> destination, T nullValue = default)
    {
        if (destination.Length < Length)
        {
            throw new ArgumentException($"The column has {Length} rows and there is room for {destination.Length}.", nameof(destination));
        }

        if (_validity.NullCount == 0)
        {
            Values.CopyTo(destination);
            return;
        }

        NullSpread.Spread(Values, _validity.NullBits, destination[..Length], nullValue);
    }

    /// <summary>Goes through the rows.</summary>
    public ColumnEnumerator<FixedColumnView<T>, T?> GetEnumerator() => new(this);
}
