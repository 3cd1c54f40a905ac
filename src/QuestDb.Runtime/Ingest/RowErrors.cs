using QuestDb.Internal;
using QuestDb.Mapping;

namespace QuestDb.Ingest;

/// <summary>Errors of a value, told with the table, column, member and row.</summary>
internal static class RowErrors
{
    public static QuestDbException Located(QuestDbException e, ChunkEncoder encoder, int row)
    {
        TableSchema schema = encoder.Schema;
        if (encoder.Ordinal < 0)
        {
            // Refused as a whole, before its first column.
            return new QuestDbException(e.Code, $"Row {row} of table {schema.TableName}: {e.Message} No row of this write was queued.", e) { Table = schema.TableName, Row = row };
        }

        ColumnSchema column = schema.Columns[encoder.Ordinal];
        return new QuestDbException(e.Code,
            $"Row {row} of table {schema.TableName}, column {column.Name} ({ColumnTypeNames.Of(column.Type)}, {column.Member}): {e.Message} No row of this write was queued.", e)
        {
            Table = schema.TableName,
            Column = column.Name,
            Row = row,
        };
    }
}
