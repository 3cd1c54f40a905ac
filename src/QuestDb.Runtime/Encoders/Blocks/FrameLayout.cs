using QuestDb.Mapping;
using QuestDb.Shared.TypeMap;
using QuestDb.Wire;

namespace QuestDb.Encoders.Blocks;

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
            rowBytes += ColumnTypes.Of(column.Type).TypicalBytes;
        }

        return bytes + (rowBytes * rowCount);
    }

    /// <summary>About how many bytes a row takes.</summary>
    public static int EstimateRowBytes(TableSchema schema)
    {
        int bytes = 0;
        foreach (ColumnSchema column in schema.Columns) bytes += ColumnTypes.Of(column.Type).TypicalBytes;
        return bytes;
    }
}
