using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace QuestDb.Schemas;

/// <summary>Takes fixed-width values from the front of a column, one at a time.</summary>
internal static class WireValue
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Take<T>(ref ReadOnlySpan<byte> values)
        where T : unmanaged
    {
        T value = MemoryMarshal.Read<T>(values);
        values = values[Unsafe.SizeOf<T>()..];
        return value;
    }
}
