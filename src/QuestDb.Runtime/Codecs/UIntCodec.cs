using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace QuestDb.Columns;

/// <summary><see cref="uint"/> as LONG, which holds all of its values.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class UIntCodec
{
    /// <summary>The same number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ToWire(uint value) => value;

    /// <summary>The same number.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: not 0 to 4294967295.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint FromWire(long value) => value == (uint)value ? (uint)value : throw new QuestDbException(ErrorCode.InvalidValue, $"The value {value} is not 0 to 4294967295.");
}
