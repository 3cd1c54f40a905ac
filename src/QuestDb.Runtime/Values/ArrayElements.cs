using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace QuestDb.Values;

/// <summary>The elements of array values: their types, and where they are in .NET arrays.</summary>
internal static class ArrayElements
{
    /// <summary>The name of the column type that holds arrays of a type.</summary>
    /// <exception cref="NotSupportedException">No column holds such arrays.</exception>
    public static string CheckType<T>() =>
        typeof(T) == typeof(double) ? "DOUBLE[]"
        : typeof(T) == typeof(long) ? "LONG[]"
        : throw new NotSupportedException($"Array columns hold double or long, not {typeof(T)}; use NdArray<double> or NdArray<long>.");

    /// <summary>The elements of a rectangular .NET array, row-major, without copying them.</summary>
    public static Span<T> Of<T>(Array array)
        where T : unmanaged =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);
}
