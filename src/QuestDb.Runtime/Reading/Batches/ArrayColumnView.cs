using QuestDb.Decoders.Batches;

namespace QuestDb;

/// <summary>A DOUBLE[] or LONG[] column: arrays of any shape. Valid until the cursor goes on, after which every access throws.</summary>
/// <typeparam name="T"><see cref="double"/> or <see cref="long"/>.</typeparam>
public readonly ref struct ArrayColumnView<T> : IColumnView<ArrayView<T>>
    where T : unmanaged
{
    private readonly ResultColumn _column;
    private readonly Validity _validity;

    internal ArrayColumnView(ResultColumn column, Batch batch)
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

    /// <summary>The array of a row; for NULL one without dimensions, which no array has.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public ArrayView<T> this[int row] => TryGetValue(row, out ArrayView<T> value) ? value : default;

    /// <summary>Whether a row is NULL.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public bool IsNull(int row) => _validity.IsNull(row);

    /// <summary>The array of a row.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.UnexpectedNull"/>: the row is NULL.</exception>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public ArrayView<T> Value(int row) => TryGetValue(row, out ArrayView<T> value) ? value : throw _column.UnexpectedNull(row);

    /// <summary>The array of a row; false when it is NULL.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public bool TryGetValue(int row, out ArrayView<T> value)
    {
        int index = _validity.ValueIndex(row);
        value = index >= 0 ? new ArrayView<T>(_column.ArrayAt(index, out int rank), rank, _validity.Stamp) : default;
        return index >= 0;
    }

    /// <summary>Goes through the rows.</summary>
    public ColumnEnumerator<ArrayColumnView<T>, ArrayView<T>> GetEnumerator() => new(this);
}
