using QuestDb.Decoders.Batches;

namespace QuestDb;

/// <summary>
/// The records of one result batch. It is valid until the next batch is asked for: its memory is used again then, and every access
/// but <see cref="Length"/> throws <see cref="ErrorCode.InvalidState"/>. <see cref="ToArray"/> copies what is to outlive it.
/// </summary>
/// <remarks>
/// <para>Records that hold <see cref="ReadOnlyMemory{T}"/> or <see cref="NdArray{T}"/> hold memory of the batch: it throws in the same
/// way when its span is taken after the batch, also in a copy of the record.</para>
/// <para>A <see cref="ReadOnlySpan{T}"/> is the one thing that can't be checked: kept over the batch, it may show later records of the
/// same query, never those of another one.</para>
/// <para>Several threads may read a batch at once, but none while another asks for the next one.</para>
/// </remarks>
/// <typeparam name="T">The record type.</typeparam>
public sealed class RecordBatch<T>
{
    private readonly T[] _rows;
    private readonly BatchStamp _stamp;

    internal RecordBatch(T[] rows, int length, BatchStamp stamp)
    {
        _rows = rows;
        _stamp = stamp;
        Length = length;
    }

    /// <summary>Number of records.</summary>
    public int Length { get; }

    /// <summary>The records, where they stand.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    public ReadOnlySpan<T> Span
    {
        get
        {
            _stamp.Check();
            return _rows.AsSpan(0, Length);
        }
    }

    /// <summary>A record.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such record.</exception>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    public T this[int index] => Span[index];

    /// <summary>A copy of the records, which outlives the batch.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    public T[] ToArray() => Span.ToArray();

    /// <summary>Goes through the records.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Goes through the records of a batch.</summary>
    public struct Enumerator
    {
        private readonly RecordBatch<T> _batch;
        private int _index;

        internal Enumerator(RecordBatch<T> batch)
        {
            _batch = batch;
            _index = -1;
        }

        /// <summary>The record.</summary>
        /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
        public readonly T Current => _batch[_index];

        /// <summary>Goes to the next record; false at the end.</summary>
        public bool MoveNext() => ++_index < _batch.Length;
    }
}
