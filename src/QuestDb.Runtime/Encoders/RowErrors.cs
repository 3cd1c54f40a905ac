using QuestDb.Mapping;
using QuestDb.Schemas;

namespace QuestDb.Encoders;

/// <summary>Errors of a value, told with the table, column, member and row.</summary>
internal static class RowErrors
{
    /// <summary>The end of what is said of a row of a write that queued nothing.</summary>
    public const string NoneQueued = " No row of this write was queued.";

    /// <summary>
    /// Whether an error of encoding is one of a row: of a value, or whatever a converter or a getter of the record threw. Rows that take
    /// too much are told apart by their size.
    /// </summary>
    public static bool IsOfRow(Exception e) => e is not (QuestDbException { Code: ErrorCode.RowTooLarge } or OutOfMemoryException);

    public static QuestDbException Located(Exception e, ChunkEncoder encoder, int row)
    {
        ErrorCode code = (e as QuestDbException)?.Code ?? ErrorCode.InvalidValue;
        TableSchema schema = encoder.Schema;
        if (encoder.Ordinal < 0)
        {
            // No column has begun yet: the row was refused as a whole, so there is no column to name.
            return new QuestDbException(code, $"Row {row} of table {schema.TableName}: {e.Message}{NoneQueued}", e)
            {
                Table = schema.TableName,
                Row = row,
                IsOfRow = true,
            };
        }

        ColumnSchema column = schema.Columns[encoder.Ordinal];
        return new QuestDbException(code,
            $"Row {row} of table {schema.TableName}, column {column.Name} ({ColumnTypeNames.Of(column.Type)}, "
            + $"{column.Member}): {e.Message}{NoneQueued}", e)
        {
            Table = schema.TableName,
            Column = column.Name,
            Row = row,
            IsOfRow = true,
        };
    }

    /// <summary>An error that did not come again when its row was looked for.</summary>
    public static QuestDbException Unlocated(Exception e, ChunkEncoder encoder)
    {
        string table = encoder.Schema.TableName;
        return new QuestDbException((e as QuestDbException)?.Code ?? ErrorCode.InvalidValue,
            $"A row of table {table}, which was not refused again when it was looked for: {e.Message}{NoneQueued}", e)
        {
            Table = table,
            IsOfRow = true,
        };
    }
}
