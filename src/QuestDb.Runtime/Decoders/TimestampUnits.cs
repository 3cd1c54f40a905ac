using System.Runtime.InteropServices;
using QuestDb.Decoders.Batches;
using QuestDb.Mapping;
using QuestDb.Schemas;

namespace QuestDb.Decoders;

/// <summary>
/// Times of one unit for members of another: DATE has milliseconds, TIMESTAMP microseconds, TIMESTAMP_NS nanoseconds. Only exact
/// values are taken; anything else is an error, never rounded.
/// </summary>
internal static class TimestampUnits
{
    private const long NanosPerMicro = 1000;

    public static void Convert(RowBatch batch, int ordinal, ResultColumn column, ColumnType member, Span<long> values)
    {
        ReadOnlySpan<long> source =
            column.TimestampsDecoded ? column.Timestamps.AsSpan(0, values.Length) : MemoryMarshal.Cast<byte, long>(column.Values);
        if (column.Type == ColumnType.TimestampNanos)
        {
            for (int i = 0; i < values.Length; i++)
            {
                (values[i], long rest) = Math.DivRem(source[i], NanosPerMicro);
                if (rest != 0) throw Inexact(batch, ordinal, column, member, i, source[i]);
            }

            return;
        }

        long factor = column.Type == ColumnType.Timestamp || member == ColumnType.Timestamp ? 1000 : 1_000_000;
        for (int i = 0; i < values.Length; i++)
        {
            if (Math.BigMul(source[i], factor, out values[i]) != values[i] >> 63)
            {
                throw Inexact(batch, ordinal, column, member, i, source[i]);
            }
        }
    }

    private static QuestDbException Inexact(RowBatch batch, int ordinal, ResultColumn column, ColumnType member, int index, long value) =>
        batch.InvalidValue(ordinal, NullSpread.RowOf(column.Bitmap(batch.RowCount), index), new QuestDbException(ErrorCode.InvalidValue,
            $"The {ColumnTypeNames.Of(column.Type)} value {value} has no exact value as "
            + $"{ColumnTypeNames.Of(member)}; cast the column in SQL."));
}
