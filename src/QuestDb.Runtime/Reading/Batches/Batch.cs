using QuestDb.Decoders.Batches;
using QuestDb.Schemas;
using QuestDb.Shared.Names;

namespace QuestDb;

/// <summary>
/// One batch of result rows, column by column, over the bytes that were received. It and everything taken from it are valid until
/// the cursor goes on or is disposed; after that every access throws <see cref="ErrorCode.InvalidState"/>.
/// </summary>
/// <remarks>
/// A <see cref="ReadOnlySpan{T}"/> that was taken of it is the one thing that can't be checked: kept over the batch, it may show later
/// bytes of the same reader, never those of another borrower.
/// </remarks>
public sealed class Batch
{
    private readonly ResultBatch _data;

    internal Batch(ResultBatch data)
    {
        _data = data;
        Stamp = new BatchStamp(data);
    }

    /// <summary>Number of rows.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the cursor went on.</exception>
    public int RowCount => Data.RowCount;

    /// <summary>Number of the batch in its result, from 0.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the cursor went on.</exception>
    public long Sequence => Data.Sequence;

    /// <summary>Number of columns, the same in every batch of a result.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the cursor went on.</exception>
    public int ColumnCount => Data.Columns.Length;

    /// <summary>The columns, in the order of the query.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the cursor went on.</exception>
    public BatchColumns Columns
    {
        get
        {
            _ = Data;
            return new BatchColumns(this);
        }
    }

    /// <summary>A column by its place.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the cursor went on.</exception>
    public BatchColumn this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Data.Columns.Length, nameof(index));
            return new BatchColumn(this, Data.Columns[index]);
        }
    }

    /// <summary>A column by its name, without case.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.ResultMismatch"/>: there is no such column; <see cref="ErrorCode.InvalidState"/>: the cursor went on.
    /// </exception>
    public BatchColumn this[string name]
    {
        get
        {
            ResultColumn[] columns = Data.Columns;
            foreach (ResultColumn column in columns)
            {
                if (NameComparer.Same(column.Name, name)) return new BatchColumn(this, column);
            }

            throw new QuestDbException(ErrorCode.ResultMismatch,
                $"The result has no column {name}; "
                + $"its columns are {string.Join(", ", columns.Select(static c => $"{c.Name} ({ColumnTypeNames.Of(c.Type)})"))}.")
            {
                Column = name,
            };
        }
    }

    internal BatchStamp Stamp { get; }

    internal ResultBatch Data
    {
        get
        {
            Stamp.Check();
            return _data;
        }
    }
}
