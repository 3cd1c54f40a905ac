using System.Buffers.Binary;
using System.Text;
using QuestDb.Egress;

namespace QuestDb.Tests.Fuzz;

/// <summary>Reads every value of a batch, so that a length or offset that lies is followed.</summary>
internal static class BatchTouch
{
    public static long Touch(ResultBatch batch)
    {
        long sum = 0;
        foreach (ResultColumn column in batch.Columns)
        {
            foreach (byte bits in column.Bitmap(batch.RowCount))
                sum += bits;
            sum += column switch
            {
                { Type: ColumnType.Symbol } => Symbols(batch, column),
                { Type: ColumnType.Varchar or ColumnType.Binary } => Texts(column),
                { TimestampsDecoded: true } => column.Timestamps.AsSpan(0, column.ValueCount)[^Math.Min(1, column.ValueCount)..].Length,
                _ => Bytes(column.Values),
            };
        }
        return sum;
    }

    private static long Symbols(ResultBatch batch, ResultColumn column)
    {
        long sum = 0;
        foreach (int id in column.SymbolIds.AsSpan(0, column.ValueCount))
            sum += batch.Dictionary.Text(id).Length;
        return sum;
    }

    private static long Texts(ResultColumn column)
    {
        int offsets = (column.ValueCount + 1) * sizeof(uint);
        ReadOnlySpan<byte> ends = column.Bytes.AsSpan(column.ValuesOffset, offsets);
        ReadOnlySpan<byte> text = column.Bytes.AsSpan(column.ValuesOffset + offsets, column.ValuesLength);
        long sum = 0;
        for (int i = 0; i < column.ValueCount; i++)
        {
            int start = BinaryPrimitives.ReadInt32LittleEndian(ends[(i * sizeof(uint))..]);
            int end = BinaryPrimitives.ReadInt32LittleEndian(ends[((i + 1) * sizeof(uint))..]);
            sum += Encoding.UTF8.GetCharCount(text[start..end]);
        }
        return sum;
    }

    private static long Bytes(ReadOnlySpan<byte> bytes)
    {
        long sum = 0;
        foreach (byte b in bytes)
            sum += b;
        return sum;
    }
}
