using QuestDb.Mapping;
using QuestDb.Wire;

namespace QuestDb.Ingest;

/// <summary>The parts of an ingest frame around the columns (QWP ingress specification, "Message structure").</summary>
internal static class FrameLayout
{
    /// <summary>Room for header and an empty delta section.</summary>
    public const int OverheadBytes = 64;

    /// <summary>Writes table name, row count and the inline schema.</summary>
    public static void WriteTableHeader(FrameBuffer buffer, TableSchema schema, int rowCount)
    {
        buffer.WriteVarint((ulong)schema.WireName.Length);
        buffer.WriteBytes(schema.WireName);
        buffer.WriteVarint((ulong)rowCount);
        buffer.WriteVarint((ulong)schema.Columns.Length);
        foreach (ColumnSchema column in schema.Columns)
        {
            buffer.WriteVarint((ulong)column.WireName.Length);
            buffer.WriteBytes(column.WireName);
            buffer.WriteByte((byte)column.Type);
        }
    }

    /// <summary>About how large a table block gets; text beyond the estimate makes the frame grow.</summary>
    public static long EstimateBytes(TableSchema schema, int rowCount)
    {
        long bytes = 16 + schema.WireName.Length;
        long rowBytes = 0;
        foreach (ColumnSchema column in schema.Columns)
        {
            bytes += column.WireName.Length + 16 + (rowCount / 8);
            rowBytes += EstimateRowBytes(column.Type);
        }

        return bytes + (rowBytes * rowCount);
    }

    /// <summary>About how many bytes a row takes.</summary>
    public static int EstimateRowBytes(TableSchema schema)
    {
        int bytes = 0;
        foreach (ColumnSchema column in schema.Columns) bytes += EstimateRowBytes(column.Type);
        return bytes;
    }

    private static int EstimateRowBytes(ColumnType type) => type switch
    {
        ColumnType.Boolean or ColumnType.Byte => 1,
        ColumnType.Short or ColumnType.Char => 2,
        ColumnType.Int or ColumnType.Float or ColumnType.IPv4 => 4,
        ColumnType.Symbol => 5,
        ColumnType.Varchar or ColumnType.Binary => 24,
        ColumnType.DoubleArray or ColumnType.LongArray => 64,
        ColumnType.Uuid or ColumnType.Decimal128 => 16,
        ColumnType.Long256 or ColumnType.Decimal256 => 32,
        _ => 8,
    };
}
