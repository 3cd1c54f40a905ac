using System.Text;
using QuestDb.Shared.TypeMap;

namespace QuestDb.Mapping;

/// <summary>One mapped member: its column and what the member can hold. Immutable.</summary>
/// <param name="name">The column name.</param>
/// <param name="type">The column type.</param>
/// <param name="member">The member, for error messages: <c>double Trade.Price</c>.</param>
public sealed class ColumnSchema(string name, ColumnType type, string member)
{
    /// <summary>The column name.</summary>
    public string Name { get; } = name;

    /// <summary>The column type.</summary>
    public ColumnType Type { get; } = type;

    /// <summary>The member, for error messages: <c>double Trade.Price</c>.</summary>
    internal string Member { get; } = member;

    /// <summary>Whether the member holds NULL.</summary>
    public bool Nullable { internal get; init; }

    /// <summary>Whether the column is the designated timestamp.</summary>
    public bool Designated { internal get; init; }

    /// <summary>Most digits of a DECIMAL column that <c>CreateTableAsync</c> makes.</summary>
    public byte Precision { internal get; init; }

    /// <summary>Digits after the decimal point of a DECIMAL column; every value is sent with this scale.</summary>
    public byte Scale { internal get; init; }

    /// <summary>Bits of a GEOHASH column, 1 to 60.</summary>
    public byte GeoHashBits { internal get; init; }

    /// <summary>Dimensions of a DOUBLE[] column; 0 where they are not known.</summary>
    public byte Dimensions { internal get; init; }

    /// <summary>
    /// The byte that stands between null bitmap and values, or -1: encoding of timestamps, scale of decimals, precision of
    /// geohashes (QWP ingress specification, "Column data encoding").
    /// </summary>
    internal int Prefix => ColumnTypes.Find(Type)?.Layout switch
    {
        ColumnLayout.Timestamp => QwpConstants.TimestampRaw,
        ColumnLayout.Decimal => Scale,
        ColumnLayout.GeoHash => GeoHashBits,
        _ => -1,
    };

    /// <summary>
    /// The name as UTF-8: empty for the designated timestamp, which goes by position on the wire (QWP
    /// ingress, "Schema definition").
    /// </summary>
    internal byte[] WireName => field ??= Designated ? [] : Encoding.UTF8.GetBytes(Name);
}
