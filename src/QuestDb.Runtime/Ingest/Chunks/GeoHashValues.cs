using System.Runtime.CompilerServices;
using QuestDb.Mapping;

namespace QuestDb.Ingest.Chunks;

/// <summary>Encodes geohashes of one precision as a GEOHASH column.</summary>
internal static class GeoHashValues
{
    /// <typeparam name="T"><see cref="ulong"/> for the bits, or <see cref="GeoHash"/>.</typeparam>
    public static void Encode<T>(ChunkEncoder encoder, int ordinal, ReadOnlySpan<T> values, RowValidity validity)
        where T : unmanaged
    {
        int bits = encoder.Schema.Columns[ordinal].GeoHashBits;
        GeoHashColumnWriter writer = encoder.GeoHash(ordinal);
        for (int row = 0; row < values.Length; row++)
        {
            if (validity.HasValue(row)) writer.Add(BitsOf(values[row], bits));
            else writer.AddNull();
        }

        writer.End();
    }

    private static ulong BitsOf<T>(T value, int bits)
        where T : unmanaged
    {
        if (typeof(T) == typeof(ulong)) return Unsafe.As<T, ulong>(ref value);
        GeoHash geoHash = Unsafe.As<T, GeoHash>(ref value);
        if (geoHash.Bits != bits) throw new QuestDbException(ErrorCode.InvalidValue, $"The geohash has {geoHash.Bits} bits; the column has {bits}.");
        return (ulong)geoHash.Value;
    }
}
