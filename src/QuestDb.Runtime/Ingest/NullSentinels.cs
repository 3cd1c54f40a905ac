using System.Numerics;
using System.Runtime.InteropServices;

namespace QuestDb.Ingest;

/// <summary>
/// The values that QuestDB itself stores as NULL: INT, LONG, DATE and timestamps at their minimum, IPv4 0.0.0.0, and UUID and
/// LONG256 whose every 64 bits are a LONG's minimum. NaN is QuestDB's own null and is no such value.
/// </summary>
/// <remarks>Vectorised searches over values that were just written: 3.4 % of the encode time of a row of little but such columns (benchmarks/).</remarks>
internal static class NullSentinels
{
    /// <summary>Refuses them in the dense values of a column.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>.</exception>
    public static void Check(ColumnType type, ReadOnlySpan<byte> values)
    {
        switch (type)
        {
            case ColumnType.Int when Contains(MemoryMarshal.Cast<byte, int>(values), int.MinValue):
                throw Lossy(type, "-2147483648");
            case ColumnType.Long or ColumnType.Date or ColumnType.Timestamp or ColumnType.TimestampNanos when Contains(MemoryMarshal.Cast<byte, long>(values), long.MinValue):
                throw Lossy(type, "-9223372036854775808");
            case ColumnType.IPv4 when Contains(MemoryMarshal.Cast<byte, uint>(values), 0u):
                throw Lossy(type, "0.0.0.0");
            case ColumnType.Uuid when ContainsGroup(MemoryMarshal.Cast<byte, long>(values), 2):
                throw Lossy(type, "80000000-0000-0000-8000-000000000000");
            case ColumnType.Long256 when ContainsGroup(MemoryMarshal.Cast<byte, long>(values), 4):
                throw Lossy(type, "0x8000000000000000800000000000000080000000000000008000000000000000");
        }
    }

    /// <summary>As the framework's search, but four vectors a branch, which takes a third less time over values in the second-level cache.</summary>
    private static bool Contains<T>(ReadOnlySpan<T> values, T value)
        where T : unmanaged, IEquatable<T>
    {
        int step = 4 * Vector<T>.Count;
        var wanted = new Vector<T>(value);
        while (values.Length >= step)
        {
            ReadOnlySpan<Vector<T>> four = MemoryMarshal.Cast<T, Vector<T>>(values[..step]);
            Vector<T> found = Vector.Equals(four[0], wanted) | Vector.Equals(four[1], wanted) | Vector.Equals(four[2], wanted) | Vector.Equals(four[3], wanted);
            if (found != Vector<T>.Zero) return true;
            values = values[step..];
        }

        return values.Contains(value);
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
        $"The value {value} is what QuestDB keeps for NULL in a column of type {Internal.ColumnTypeNames.Of(type)}, so it would read back as NULL. Write NULL, or set OnLossyValue to LossyValueAction.StoreAsNull in the options.");
}
