namespace QuestDb;

public readonly partial struct GeoHash
{
    private const double MaxLatitude = 90;
    private const double MaxLongitude = 180;

    /// <summary>The cell of a place.</summary>
    /// <param name="latitude">Degrees north, -90 to 90.</param>
    /// <param name="longitude">Degrees east, -180 to 180.</param>
    /// <param name="bits">The precision, 1 to 60.</param>
    /// <remarks>
    /// The cell is that of QuestDB's <c>make_geohash</c>, except at latitude 90 and longitude 180, which belong to the last cell
    /// here and start over from the first one there.
    /// </remarks>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: an argument is out of range.</exception>
    public static GeoHash FromCoordinates(double latitude, double longitude, int bits)
    {
        CheckBits(bits);
        if (!(Math.Abs(latitude) <= MaxLatitude))
        {
            throw new QuestDbException(ErrorCode.InvalidValue, $"The latitude {latitude} is not between -90 and 90.");
        }

        if (!(Math.Abs(longitude) <= MaxLongitude))
        {
            throw new QuestDbException(ErrorCode.InvalidValue, $"The longitude {longitude} is not between -180 and 180.");
        }

        ulong interleaved = (Spread(Quantize(longitude, MaxLongitude)) << 1) | Spread(Quantize(latitude, MaxLatitude));
        return new((long)(interleaved >> (64 - bits)), bits);
    }

    /// <summary>The centre of the cell, in degrees north and east.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: the default value, which is no cell.</exception>
    public (double Latitude, double Longitude) ToCoordinates()
    {
        CheckBits(_bits);
        ulong interleaved = (ulong)Value << (64 - _bits);
        return (Centre(Gather(interleaved), _bits / 2, MaxLatitude), Centre(Gather(interleaved >> 1), (_bits + 1) / 2, MaxLongitude));
    }

    /// <summary>The place of a coordinate in its range, as a fraction of 2^32.</summary>
    private static uint Quantize(double degrees, double max) =>
        (uint)Math.Min((degrees + max) / (2 * max) * 4_294_967_296d, uint.MaxValue);

    /// <summary>The middle of a cell whose range was halved some times.</summary>
    private static double Centre(uint start, int halvings, double max) =>
        ((start + (2_147_483_648d / (1L << halvings))) / 4_294_967_296d * 2 * max) - max;

    /// <summary>Moves bit n to bit 2n.</summary>
    private static ulong Spread(uint value)
    {
        ulong bits = value;
        bits = (bits | (bits << 16)) & 0x0000_FFFF_0000_FFFF;
        bits = (bits | (bits << 8)) & 0x00FF_00FF_00FF_00FF;
        bits = (bits | (bits << 4)) & 0x0F0F_0F0F_0F0F_0F0F;
        bits = (bits | (bits << 2)) & 0x3333_3333_3333_3333;
        return (bits | (bits << 1)) & 0x5555_5555_5555_5555;
    }

    /// <summary>Moves bit 2n to bit n.</summary>
    private static uint Gather(ulong bits)
    {
        bits &= 0x5555_5555_5555_5555;
        bits = (bits | (bits >> 1)) & 0x3333_3333_3333_3333;
        bits = (bits | (bits >> 2)) & 0x0F0F_0F0F_0F0F_0F0F;
        bits = (bits | (bits >> 4)) & 0x00FF_00FF_00FF_00FF;
        bits = (bits | (bits >> 8)) & 0x0000_FFFF_0000_FFFF;
        return (uint)(bits | (bits >> 16));
    }
}
