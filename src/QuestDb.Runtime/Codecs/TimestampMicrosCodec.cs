using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace QuestDb.Columns;

/// <summary><see cref="TimestampMicros"/> as the number that it is on the wire.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TimestampMicrosCodec
{
    /// <summary>The number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ToWire(TimestampMicros value) => value.Value;

    /// <summary>The time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TimestampMicros FromWire(long value) => new(value);
}
