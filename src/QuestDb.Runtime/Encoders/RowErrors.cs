using QuestDb.Mapping;
using QuestDb.Schemas;

namespace QuestDb.Encoders;

/// <summary>Errors of a value, told with the table, column, member and row.</summary>
internal static class RowErrors
{
    /// <summary>Whether the error is one of a value: ours, or whatever a converter or a getter of the record threw.</summary>
    public static bool IsOfValue(Exception e) =>
        e is QuestDbException { Code: ErrorCode.InvalidValue } or not (QuestDbException or OutOfMemoryException);

    public static QuestDbException Located(Exception e, ChunkEncoder encoder, int row)
    {
        ErrorCode code = (e as QuestDbException)?.Code ?? ErrorCode.InvalidValue;
        TableSchema schema = encoder.Schema;
        if (encoder.Ordinal < 0)
        {
            // No column has begun yet: the row was refused as a whole, so there is no column to name.
            return new QuestDbException(code, $"Row {row} of table {schema.TableName}: {e.Message} No row of this write was queued.", e)
            {
                Table = schema.TableName,
                Row = row,
            };
        }

        ColumnSchema column = schema.Columns[encoder.Ordinal];
        return new QuestDbException(code,
            $"Row {row} of table {schema.TableName}, column {column.Name} ({ColumnTypeNames.Of(column.Type)}, "
            + $"{column.Member}): {e.Message} No row of this write was queued.", e)
        {
            Table = schema.TableName,
            Column = column.Name,
            Row = row,
        };
    }
}
