using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace QuestDb.Codecs;

/// <summary>The elements of an array of several dimensions, row-major, without copying them.</summary>
internal static class ArrayElements
{
    public static Span<T> Of<T>(Array array)
        where T : unmanaged => MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);
}
