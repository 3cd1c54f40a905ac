using QuestDb.Decoders.Frames;
using QuestDb.Mapping;
using QuestDb.Shared.Names;

namespace QuestDb;

/// <summary>A quarantined frame with its rows of one table as records.</summary>
/// <typeparam name="T">The record type.</typeparam>
public sealed class QuarantinedRows<T> : QuarantinedFrame
{
    private readonly RowMap<T> _map;
    private readonly TableSchema _schema;

    internal QuarantinedRows(QuarantinedFrame frame, RowMap<T> map, TableSchema schema)
        : base(frame.Slot, frame.Quarantine, frame.Entry)
    {
        _map = map;
        _schema = schema;
    }

    /// <summary>
    /// The rows as they were written: NULL where the frame has a NULL, and a value that QuestDB takes for NULL as the value that it
    /// is. Read from the store at the first call, so that a damaged frame is an error here and those behind it can be read.
    /// </summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.StoreFailed"/>: the frame is gone. <see cref="ErrorCode.StoreCorrupt"/>: it is damaged.
    /// <see cref="ErrorCode.ResultMismatch"/>, <see cref="ErrorCode.UnexpectedNull"/>: the frame was written by a
    /// type with other columns.
    /// </exception>
    public IReadOnlyList<T> Rows => field ??= Read();

    private T[] Read()
    {
        string designated = _schema.DesignatedOrdinal < 0 ? ColumnNames.DefaultDesignated : _schema.Columns[_schema.DesignatedOrdinal].Name;
        IngestTable[] tables =
            [.. Decode(designated).Where(table => NameComparer.Same(table.Name, _schema.TableName))];
        var rows = new T[tables.Sum(static table => table.Batch.RowCount)];
        int next = 0;
        foreach (IngestTable table in tables)
        {
            _map.Read(_map.Match(table.Batch, views: false), rows.AsSpan(next, table.Batch.RowCount));
            next += table.Batch.RowCount;
        }

        return rows;
    }
}
