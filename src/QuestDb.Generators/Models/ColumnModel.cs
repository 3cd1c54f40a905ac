using QuestDb.Shared.TypeMap;

namespace QuestDb.Generators.Models;

/// <summary>One column and the member it is mapped to.</summary>
/// <param name="Name">The column name.</param>
/// <param name="Member">The member as source spells it.</param>
/// <param name="MemberType">Its type without <c>?</c>, fully qualified.</param>
/// <param name="Description">The member for error messages: <c>double Trade.Price</c>.</param>
/// <param name="Entry">Its entry in the type map.</param>
/// <param name="Nullable">Whether the member holds NULL.</param>
/// <param name="ReadsNull">Whether reading can give it null.</param>
/// <param name="Designated">Whether it is the designated timestamp.</param>
/// <param name="InInitializer">Whether an object initializer sets it.</param>
/// <param name="EnumIndex">Position of its enum in the model, or -1.</param>
/// <param name="EnumCast">The enum that is stored as an integer, fully qualified, or null.</param>
/// <param name="EnumUnderlying">The integer type of that enum, or null.</param>
/// <param name="Converter">The converter, fully qualified, or null.</param>
/// <param name="Precision">Digits of a DECIMAL.</param>
/// <param name="Scale">Digits after the point of a DECIMAL.</param>
/// <param name="GeoHashBits">Bits of a GEOHASH.</param>
/// <param name="Dimensions">Dimensions of an array.</param>
internal sealed record ColumnModel(
    string Name,
    string Member,
    string MemberType,
    string Description,
    TypeMapEntry Entry,
    bool Nullable,
    bool ReadsNull,
    bool Designated,
    bool InInitializer,
    int EnumIndex,
    string? EnumCast,
    string? EnumUnderlying,
    string? Converter,
    int Precision,
    int Scale,
    int GeoHashBits,
    int Dimensions)
{
    /// <summary>Whether a value that is read can fail to convert, in code that does not know column and row.</summary>
    public bool CanFailToRead => Converter is not null || (Entry.Codec is not null && Entry.Family is not ColumnFamily.Decimal);
}
