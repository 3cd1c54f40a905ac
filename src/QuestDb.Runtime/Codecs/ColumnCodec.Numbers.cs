using System.Runtime.CompilerServices;

namespace QuestDb.Mapping;

/// <content>Unsigned numbers as the next wider signed type, which holds all of their values.</content>
public static partial class ColumnCodec
{
    /// <summary>The same number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short ByteToWire(byte value) => value;

    /// <summary>The same number.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: not 0 to 255.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte ByteFromWire(short value) =>
        value == (byte)value ? (byte)value : throw new QuestDbException(ErrorCode.InvalidValue, $"The value {value} is not 0 to 255.");

    /// <summary>The same number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int UShortToWire(ushort value) => value;

    /// <summary>The same number.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: not 0 to 65535.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort UShortFromWire(int value) => value == (ushort)value
        ? (ushort)value
        : throw new QuestDbException(ErrorCode.InvalidValue, $"The value {value} is not 0 to 65535.");

    /// <summary>The same number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long UIntToWire(uint value) => value;

    /// <summary>The same number.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: not 0 to 4294967295.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint UIntFromWire(long value) => value == (uint)value
        ? (uint)value
        : throw new QuestDbException(ErrorCode.InvalidValue, $"The value {value} is not 0 to 4294967295.");
}
