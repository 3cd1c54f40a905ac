using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace QuestDb.Columns;

/// <summary><see cref="TimestampNanos"/> as the number that it is on the wire.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TimestampNanosCodec
{
    /// <summary>The number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ToWire(TimestampNanos value) => value.Value;

    /// <summary>The time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TimestampNanos FromWire(long value) => new(value);
}
