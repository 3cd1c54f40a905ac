using System.Runtime.InteropServices;
using QuestDb.Mapping;
using QuestDb.Wire;

namespace QuestDb.Encoders.Blocks;

/// <summary>The values of a timestamp column: checks the designated one and takes the Gorilla form where it pays.</summary>
internal static class TimestampBlock
{
    /// <summary>9999-12-31T23:59:59.999999Z in microseconds; the server refuses later designated timestamps.</summary>
    public const long MaxMicros = 253_402_300_799_999_999;

    /// <summary>Completes the plain values in <paramref name="bytes"/> in place and returns their final length.</summary>
    /// <param name="column">The column.</param>
    /// <param name="bytes">The plain values, densely packed.</param>
    /// <param name="encoding">The encoding byte in front of them.</param>
    /// <param name="onLossyValue">What to do with values that read back as NULL.</param>
    public static int Complete(ColumnSchema column, Span<byte> bytes, ref byte encoding, LossyValueAction onLossyValue)
    {
        Span<long> values = MemoryMarshal.Cast<byte, long>(bytes);
        if (column.Designated) CheckRange(column, values);
        else if (onLossyValue == LossyValueAction.Refuse) NullSentinels.Check(column.Type, bytes);
        if (!GorillaEncoder.Pays(values)) return bytes.Length;
        encoding = QwpConstants.TimestampGorilla;
        return GorillaEncoder.EncodeInPlace(bytes);
    }

    private static void CheckRange(ColumnSchema column, ReadOnlySpan<long> values)
    {
        long max = column.Type == ColumnType.Timestamp ? MaxMicros : long.MaxValue;
        for (int row = 0; row < values.Length; row++)
        {
            // One comparison for both ends: a negative value is larger than any maximum.
            if ((ulong)values[row] > (ulong)max) throw new QuestDbException(ErrorCode.InvalidValue, OutOfRange(column.Type, values[row]));
        }
    }

    /// <summary>Says that a designated timestamp is out of its range.</summary>
    public static string OutOfRange(ColumnType type, long value)
    {
        string time = type == ColumnType.Timestamp ? new TimestampMicros(value).ToString() : new TimestampNanos(value).ToString();
        return $"The designated timestamp {time} is outside 1970-01-01 to 9999-12-31 UTC.";
    }
}
