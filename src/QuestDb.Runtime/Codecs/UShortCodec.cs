using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace QuestDb.Columns;

/// <summary><see cref="ushort"/> as INT, which holds all of its values.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class UShortCodec
{
    /// <summary>The same number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ToWire(ushort value) => value;

    /// <summary>The same number.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: not 0 to 65535.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort FromWire(int value) => value == (ushort)value ? (ushort)value : throw new QuestDbException(ErrorCode.InvalidValue, $"The value {value} is not 0 to 65535.");
}
