using System.Net;
using QuestDb.Encoders.Inputs;
using QuestDb.Ingest.Rows;
using QuestDb.Mapping;

namespace QuestDb;

public sealed partial class RowBuffer
{
    /// <summary>Sets a BOOLEAN value.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, bool value) => AddBoolean(name, value);

    /// <summary>Sets a BOOLEAN value; null leaves it out.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value, or null.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, bool? value) => value is { } given ? Column(name, given) : LeftOut();

    /// <summary>Sets a BYTE value.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, sbyte value) => Add(name, ColumnType.Byte, value);

    /// <summary>Sets a BYTE value; null leaves it out.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value, or null.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, sbyte? value) => value is { } given ? Column(name, given) : LeftOut();

    /// <summary>Sets a SHORT value.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, short value) => Add(name, ColumnType.Short, value);

    /// <summary>Sets a SHORT value; null leaves it out.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value, or null.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, short? value) => value is { } given ? Column(name, given) : LeftOut();

    /// <summary>Sets an INT value.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, int value) => AddChecked(name, ColumnType.Int, value, int.MinValue);

    /// <summary>Sets an INT value; null leaves it out.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value, or null.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, int? value) => value is { } given ? Column(name, given) : LeftOut();

    /// <summary>Sets a LONG value.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, long value) => AddChecked(name, ColumnType.Long, value, long.MinValue);

    /// <summary>Sets a LONG value; null leaves it out.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value, or null.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, long? value) => value is { } given ? Column(name, given) : LeftOut();

    /// <summary>Sets a FLOAT value; NaN is NULL.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, float value) => Add(name, ColumnType.Float, value);

    /// <summary>Sets a FLOAT value; NaN is NULL; null leaves it out.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value, or null.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, float? value) => value is { } given ? Column(name, given) : LeftOut();

    /// <summary>Sets a DOUBLE value; NaN is NULL.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, double value) => Add(name, ColumnType.Double, value);

    /// <summary>Sets a DOUBLE value; NaN is NULL; null leaves it out.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value, or null.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, double? value) => value is { } given ? Column(name, given) : LeftOut();

    /// <summary>Sets a CHAR value.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, char value) => Add(name, ColumnType.Char, value);

    /// <summary>Sets a CHAR value; null leaves it out.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value, or null.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, char? value) => value is { } given ? Column(name, given) : LeftOut();

    /// <summary>Sets a UUID value; null leaves it out.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value, or null.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, Guid? value) =>
        value is { } given ? AddChecked(name, ColumnType.Uuid, default(GuidToWire).Convert(given), s_nullUuid) : LeftOut();

    /// <summary>Sets a LONG256 value; null leaves it out.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value, or null.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, Long256? value) =>
        value is { } given ? AddChecked(name, ColumnType.Long256, given, s_nullLong256) : LeftOut();

    /// <summary>Sets an IPv4 value from an address as a number: 10.0.0.1 is 0x0A000001; null leaves it out.</summary>
    /// <param name="name">The column.</param>
    /// <param name="address">The value, or null.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer ColumnIPv4(ReadOnlySpan<char> name, uint? address) =>
        address is { } given ? AddChecked(name, ColumnType.IPv4, given, 0u) : LeftOut();

    /// <summary>Sets an IPv4 value; null leaves it out.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The address, or null.</param>
    /// <exception cref="QuestDbException">As in the remarks of the class; it is no IPv4 address.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, IPAddress? value) => value is null ? LeftOut() : ColumnIPv4(name, Number(name, value));

    /// <summary>Sets a GEOHASH value; null leaves it out.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value, or null.</param>
    /// <exception cref="QuestDbException">As in the remarks of the class; rows before have geohashes of another precision.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, GeoHash? value) =>
        value is { } given ? ColumnGeoHash(name, (ulong)given.Value, given.Bits) : LeftOut();

    /// <summary>Sets a GEOHASH value from a number; null leaves it out.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value, or null.</param>
    /// <param name="bits">Bits of the geohash, 1 to 60.</param>
    /// <exception cref="QuestDbException">
    /// As in the remarks of the class; the bits are not 1 to 60, the value has more, or rows before have
    /// geohashes of another precision.
    /// </exception>
    public RowBuffer ColumnGeoHash(ReadOnlySpan<char> name, ulong? value, int bits) =>
        value is { } given ? AddGeoHash(name, given, bits) : LeftOut();

    // On the wire each 64 bits of these are the smallest LONG.
    private static readonly UInt128 s_nullUuid = new(0x8000_0000_0000_0000, 0x8000_0000_0000_0000);
    private static readonly Long256 s_nullLong256 = new(0x8000_0000_0000_0000, 0x8000_0000_0000_0000, 0x8000_0000_0000_0000,
        0x8000_0000_0000_0000);

    private RowBuffer AddBoolean(ReadOnlySpan<char> name, bool value)
    {
        Row.Take<BooleanRowColumn>(name, ColumnType.Boolean).Add(value);
        return Sized(1);
    }

    private RowBuffer AddGeoHash(ReadOnlySpan<char> name, ulong value, int bits)
    {
        if (bits is < 1 or > GeoHash.MaxBits) throw Row.Error(name,
            $"A geohash has 1 to {GeoHash.MaxBits} bits, not {bits}.");
        if (value >> bits != 0) throw Row.Error(name, $"The geohash 0x{value:x} has more than {bits} bits.");
        Row.Take<GeoHashRowColumn>(name, ColumnType.GeoHash, bits).Add(value);
        return Sized(sizeof(ulong));
    }

    private uint Number(ReadOnlySpan<char> name, IPAddress address)
    {
        try
        {
            return ColumnCodec.IPAddressToWire(address);
        }
        catch (QuestDbException e)
        {
            throw Row.Error(name, e.Message);
        }
    }

    /// <summary>Leaves a value out: nothing is set, but a row must be in progress.</summary>
    private RowBuffer LeftOut()
    {
        _ = Row;
        return this;
    }
}
