namespace QuestDb;

/// <summary>Stores the <see cref="GeoHash"/> member as GEOHASH of a number of bits; a value of another precision is refused.</summary>
/// <param name="bits">Bits of the column, 1 to 60; five a letter.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class GeoHashAttribute(int bits) : Attribute
{
    /// <summary>Bits of the column.</summary>
    public int Bits { get; } = bits;
}
