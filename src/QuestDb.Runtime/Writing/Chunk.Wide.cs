using QuestDb.Encoders.Blocks;
using QuestDb.Encoders.Chunks;
using QuestDb.Encoders.Inputs;
using QuestDb.Errors;
using QuestDb.Schemas;

namespace QuestDb;

// The overloads differ in the type of the elements; validity is optional in all.
#pragma warning disable RS0026

public sealed partial class Chunk
{
    /// <summary>Sets a UUID column.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnUuid(string name, ColumnInput<Guid> values, ColumnInput<byte> validity = default) =>
        Fixed<Guid, UInt128, GuidToWire>(new(name, ColumnType.Uuid), values, validity);

    /// <summary>Sets a LONG256 column.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnLong256(string name, ColumnInput<Long256> values, ColumnInput<byte> validity = default) =>
        Same<Long256>(new(name, ColumnType.Long256), values, validity);

    /// <summary>Sets an IPv4 column of addresses as numbers: 10.0.0.1 is 0x0A000001.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk ColumnIPv4(string name, ColumnInput<uint> values, ColumnInput<byte> validity = default) =>
        Same<uint>(new(name, ColumnType.IPv4), values, validity);

    /// <summary>Sets a GEOHASH column of geohashes as numbers.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row; the low bits of each.</param>
    /// <param name="bits">Bits of each geohash, 1 to 60.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: the bits are not 1 to 60; see the remarks of the class.
    /// </exception>
    public Chunk ColumnGeoHash(string name, ColumnInput<ulong> values, int bits, ColumnInput<byte> validity = default) =>
        GeoHashes<ulong>(name, values, bits, validity);

    /// <summary>Sets a DECIMAL64 column, at most 18 digits, of unscaled numbers: 12345 with the scale 2 is 123.45.</summary>
    /// <param name="name">The column.</param>
    /// <param name="unscaled">One a row.</param>
    /// <param name="scale">Digits after the decimal point, 0 to 18.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: the scale is out of range; see the remarks of the class.
    /// </exception>
    public Chunk ColumnDecimal64(string name, ColumnInput<long> unscaled, int scale, ColumnInput<byte> validity = default) =>
        Fixed<long, long, Digits18>(Decimal(name, ColumnType.Decimal64, scale), unscaled, validity);

    /// <summary>Sets a DECIMAL128 column, at most 38 digits, of unscaled numbers: 12345 with the scale 2 is 123.45.</summary>
    /// <param name="name">The column.</param>
    /// <param name="unscaled">One a row.</param>
    /// <param name="scale">Digits after the decimal point, 0 to 38.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: the scale is out of range; see the remarks of the class.
    /// </exception>
    public Chunk ColumnDecimal128(string name, ColumnInput<Int128> unscaled, int scale, ColumnInput<byte> validity = default) =>
        Fixed<Int128, Int128, Digits38>(Decimal(name, ColumnType.Decimal128, scale), unscaled, validity);

    /// <summary>Sets a DECIMAL128 column. The flush refuses values with more digits after the decimal point than the scale.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="scale">Digits after the decimal point, 0 to 38.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: the scale is out of range; see the remarks of the class.
    /// </exception>
    public Chunk ColumnDecimal(string name, ColumnInput<decimal> values, int scale, ColumnInput<byte> validity = default) =>
        Fixed<decimal, Int128, DecimalToInt128>(Decimal(name, ColumnType.Decimal128, scale), values, validity, new DecimalToInt128(scale));

    /// <summary>
    /// Sets a DECIMAL256 column, at most 76 digits. The flush refuses values with more digits after the
    /// decimal point than the scale.
    /// </summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="scale">Digits after the decimal point, 0 to 76.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: the scale is out of range; see the remarks of the class.
    /// </exception>
    public Chunk ColumnDecimal(string name, ColumnInput<Decimal256> values, int scale, ColumnInput<byte> validity = default) =>
        Fixed<Decimal256, Long256, DecimalToInt256>(Decimal(name, ColumnType.Decimal256, scale), values, validity,
            new DecimalToInt256(scale));

    /// <summary>Sets a GEOHASH column. The flush refuses geohashes of another precision.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <param name="bits">Bits of each geohash, 1 to 60.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: the bits are not 1 to 60; see the remarks of the class.
    /// </exception>
    public Chunk ColumnGeoHash(string name, ColumnInput<GeoHash> values, int bits, ColumnInput<byte> validity = default) =>
        GeoHashes<GeoHash>(name, values, bits, validity);

    private Chunk GeoHashes<T>(string name, ColumnInput<T> values, int bits, ColumnInput<byte> validity)
        where T : unmanaged
    {
        if (bits is < 1 or > GeoHash.MaxBits) throw _columns.Error(name,
            InvariantText.Of($"A geohash has 1 to {GeoHash.MaxBits} bits, not {bits}."));
        _columns.Add<GeoHashChunkColumn<T>>(new(name, ColumnType.GeoHash, GeoHashBits: (byte)bits), values.Length, validity).Set(values);
        return this;
    }

    private ColumnKey Decimal(string name, ColumnType type, int scale)
    {
        int max = DecimalDigits.Of(type);
        if (scale < 0 || scale > max)
        {
            throw _columns.Error(name, InvariantText.Of($"The scale of a {ColumnTypeNames.Of(type)} column is 0 to {max}, not {scale}."));
        }

        return new ColumnKey(name, type, Scale: (byte)scale);
    }
}
