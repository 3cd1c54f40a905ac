using System.Runtime.CompilerServices;
using QuestDb.Mapping;

namespace QuestDb.Encoders.Inputs;

/// <summary>Encodes geohashes of one precision as a GEOHASH column.</summary>
internal static class GeoHashValues
{
    /// <typeparam name="T"><see cref="ulong"/> for the bits, or <see cref="GeoHash"/>.</typeparam>
    public static void Encode<T>(ChunkEncoder encoder, int ordinal, ReadOnlySpan<T> values, RowValidity validity)
        where T : unmanaged
    {
        GeoHashColumnWriter writer = encoder.GeoHash(ordinal);
        for (int row = 0; row < values.Length; row++)
        {
            T value = values[row];
            if (!validity.HasValue(row)) writer.AddNull();
            else if (typeof(T) == typeof(ulong)) writer.Add(Unsafe.As<T, ulong>(ref value));
            else writer.Add(Unsafe.As<T, GeoHash>(ref value));
        }

        writer.End();
    }
}
