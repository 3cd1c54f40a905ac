using QuestDb.Mapping;

namespace QuestDb.Encoders.Blocks;

/// <summary>What makes a column: compared with the column that stood there before, so that a schema is made once.</summary>
internal readonly record struct ColumnKey(string Name, ColumnType Type, byte Scale = 0, byte GeoHashBits = 0, bool Designated = false)
{
    public bool Is(ColumnSchema schema) =>
        schema.Type == Type && schema.Scale == Scale && schema.GeoHashBits == GeoHashBits && schema.Designated == Designated
        && schema.Name == Name;

    public ColumnSchema ToSchema(string member) => new(Name, Type, member)
    {
        Scale = Scale,
        GeoHashBits = GeoHashBits,
        Designated = Designated,
        Nullable = !Designated,
    };
}
