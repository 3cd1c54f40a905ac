using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace QuestDb.Columns;

/// <summary><see cref="byte"/> as SHORT, which holds all of its values.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ByteCodec
{
    /// <summary>The same number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static short ToWire(byte value) => value;

    /// <summary>The same number.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: not 0 to 255.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte FromWire(short value) => value == (byte)value ? (byte)value : throw new QuestDbException(ErrorCode.InvalidValue, $"The value {value} is not 0 to 255.");
}
