using QuestDb.Decoders.Batches;
using QuestDb.Schemas;

namespace QuestDb;

/// <summary>
/// One column of a batch. <c>As…</c> gives the view of its type. Both are valid as long as the batch: after it only their names, types
/// and lengths can be read, anything else throws <see cref="ErrorCode.InvalidState"/>.
/// </summary>
public readonly partial struct BatchColumn
{
    private readonly Batch _batch;
    private readonly ResultColumn _column;

    internal BatchColumn(Batch batch, ResultColumn column)
    {
        _batch = batch;
        _column = column;
    }

    /// <summary>The name.</summary>
    public string Name => _column.Name;

    /// <summary>The type on the wire.</summary>
    public ColumnType Type => _column.Type;

    /// <summary>Number of rows.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    public int Length => _batch.RowCount;

    /// <summary>Number of rows that are NULL.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    public int NullCount => _batch.RowCount - _column.ValueCount;

    /// <summary>Which rows are NULL.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    public Validity Validity => new(_column, _batch);

    /// <summary>Whether a row is NULL.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public bool IsNull(int row) => Validity.IsNull(row);

    private ResultColumn Of(ColumnType type)
    {
        _ = _batch.Data;
        return _column.Type == type ? _column : throw Mismatch(ColumnTypeNames.Of(type));
    }

    private QuestDbException Mismatch(string wanted) =>
        new(ErrorCode.ResultMismatch, $"Column {_column.Name} is {ColumnTypeNames.Of(_column.Type)}, not {wanted}.")
        {
            Column = _column.Name,
        };
}
