using System.Runtime.InteropServices;

namespace QuestDb.Ingest;

/// <summary>
/// The values that QuestDB itself stores as NULL: INT, LONG, DATE and timestamps at their minimum, IPv4 0.0.0.0, and UUID and
/// LONG256 whose every 64 bits are a LONG's minimum. NaN is QuestDB's own null and is no such value.
/// </summary>
/// <remarks>Vectorised searches over values that were just written: the check stays under 5 % of encode time (benchmarks/).</remarks>
internal static class NullSentinels
{
    /// <summary>Refuses them in the dense values of a column.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>.</exception>
    public static void Check(ColumnType type, ReadOnlySpan<byte> values)
    {
        switch (type)
        {
            case ColumnType.Int when MemoryMarshal.Cast<byte, int>(values).Contains(int.MinValue):
                throw Lossy(type, "-2147483648");
            case ColumnType.Long or ColumnType.Date or ColumnType.Timestamp or ColumnType.TimestampNanos when MemoryMarshal.Cast<byte, long>(values).Contains(long.MinValue):
                throw Lossy(type, "-9223372036854775808");
            case ColumnType.IPv4 when MemoryMarshal.Cast<byte, uint>(values).Contains(0u):
                throw Lossy(type, "0.0.0.0");
            case ColumnType.Uuid when ContainsGroup(MemoryMarshal.Cast<byte, long>(values), 2):
                throw Lossy(type, "80000000-0000-0000-8000-000000000000");
            case ColumnType.Long256 when ContainsGroup(MemoryMarshal.Cast<byte, long>(values), 4):
                throw Lossy(type, "0x8000000000000000800000000000000080000000000000008000000000000000");
        }
    }

    /// <summary>Whether a whole value of some longs consists of minimum values.</summary>
    private static bool ContainsGroup(ReadOnlySpan<long> values, int size)
    {
        for (int start = 0; values[start..].IndexOf(long.MinValue) is var found and >= 0;)
        {
            int group = (start + found) / size * size;
            if (!values.Slice(group, size).ContainsAnyExcept(long.MinValue)) return true;
            start = group + size;
        }

        return false;
    }

    private static QuestDbException Lossy(ColumnType type, string value) => new(ErrorCode.InvalidValue,
        $"The value {value} is what QuestDB keeps for NULL in a column of type {Internal.ColumnTypeNames.Of(type)}, so it would read back as NULL. Write NULL, or set LossyValues.Allow in the options.");
}
