namespace QuestDb.Shared.Mapping;

/// <summary>What a column type has besides its name; 0 where it has no such thing.</summary>
/// <param name="Precision">Digits of a DECIMAL.</param>
/// <param name="Scale">Digits after the point of a DECIMAL.</param>
/// <param name="GeoHashBits">Bits of a GEOHASH.</param>
/// <param name="Dimensions">Dimensions of an array.</param>
internal readonly record struct ColumnParameters(int Precision, int Scale, int GeoHashBits, int Dimensions);
