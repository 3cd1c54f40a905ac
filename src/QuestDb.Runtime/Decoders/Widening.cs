using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using QuestDb.Decoders.Batches;
using QuestDb.Mapping;

namespace QuestDb.Decoders;

/// <summary>Column types that a member reads besides its own, none of which loses a value.</summary>
internal static class Widening
{
    /// <summary>Whether a member of one type reads a column of another.</summary>
    public static bool Reads(ColumnType member, ColumnType column) => member == column || (member, column) switch
    {
        (ColumnType.Short, ColumnType.Byte) => true,
        (ColumnType.Int, ColumnType.Byte or ColumnType.Short) => true,
        (ColumnType.Long, ColumnType.Byte or ColumnType.Short or ColumnType.Int) => true,
        (ColumnType.Double, ColumnType.Float) => true,
        (ColumnType.Varchar, ColumnType.Symbol) => true,
        (ColumnType.Symbol, ColumnType.Varchar) => true,
        (ColumnType.Timestamp, ColumnType.TimestampNanos or ColumnType.Date) => true,
        (ColumnType.TimestampNanos, ColumnType.Timestamp or ColumnType.Date) => true,
        (ColumnType.Decimal64 or ColumnType.Decimal128 or ColumnType.Decimal256,
            ColumnType.Decimal64 or ColumnType.Decimal128 or ColumnType.Decimal256) => true,
        _ => false,
    };

    /// <summary>The dense values of a column of another type as <typeparamref name="TWire"/>, in a buffer that is reused.</summary>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: a time has no exact value in the unit of the member.
    /// </exception>
    public static ReadOnlySpan<TWire> Widen<TWire>(RowBatch batch, int ordinal, ResultColumn column, ColumnType member, ref byte[]? buffer)
        where TWire : unmanaged
    {
        int length = column.ValueCount * Unsafe.SizeOf<TWire>();
        if (buffer is null || buffer.Length < length) buffer = GC.AllocateUninitializedArray<byte>(length);
        Span<TWire> values = MemoryMarshal.Cast<byte, TWire>(buffer.AsSpan(0, length));
        if (member is ColumnType.Timestamp or ColumnType.TimestampNanos)
        {
            TimestampUnits.Convert(batch, ordinal, column, member, MemoryMarshal.Cast<TWire, long>(values));
        }
        else if (typeof(TWire) == typeof(short))
        {
            Integers(column, MemoryMarshal.Cast<TWire, short>(values));
        }
        else if (typeof(TWire) == typeof(int))
        {
            Integers(column, MemoryMarshal.Cast<TWire, int>(values));
        }
        else if (typeof(TWire) == typeof(long))
        {
            Integers(column, MemoryMarshal.Cast<TWire, long>(values));
        }
        else
        {
            Convert<float, double>(column, MemoryMarshal.Cast<TWire, double>(values));
        }

        return values;
    }

    private static void Integers<TTo>(ResultColumn column, Span<TTo> values)
        where TTo : unmanaged, INumber<TTo>
    {
        if (column.Type == ColumnType.Byte) Convert<sbyte, TTo>(column, values);
        else if (column.Type == ColumnType.Short) Convert<short, TTo>(column, values);
        else Convert<int, TTo>(column, values);
    }

    private static void Convert<TFrom, TTo>(ResultColumn column, Span<TTo> values)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo>
    {
        ReadOnlySpan<TFrom> source = MemoryMarshal.Cast<byte, TFrom>(column.Values);
        for (int i = 0; i < values.Length; i++) values[i] = TTo.CreateTruncating(source[i]);
    }
}
