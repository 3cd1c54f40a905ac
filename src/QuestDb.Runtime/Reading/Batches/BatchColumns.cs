namespace QuestDb;

/// <summary>The columns of a batch.</summary>
public readonly struct BatchColumns
{
    private readonly Batch _batch;

    internal BatchColumns(Batch batch) => _batch = batch;

    /// <summary>Number of columns.</summary>
    public int Count => _batch.ColumnCount;

    /// <summary>A column by its place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public BatchColumn this[int index] => _batch[index];

    /// <summary>A column by its name, without case.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.ResultMismatch"/>: there is no such column.</exception>
    public BatchColumn this[string name] => _batch[name];

    /// <summary>Goes through the columns.</summary>
    public Enumerator GetEnumerator() => new(_batch);

    /// <summary>Goes through the columns of a batch.</summary>
    public struct Enumerator
    {
        private readonly Batch _batch;
        private int _index;

        internal Enumerator(Batch batch)
        {
            _batch = batch;
            _index = -1;
        }

        /// <summary>The column.</summary>
        public readonly BatchColumn Current => _batch[_index];

        /// <summary>Goes to the next column; false at the end.</summary>
        public bool MoveNext() => ++_index < _batch.ColumnCount;
    }
}
