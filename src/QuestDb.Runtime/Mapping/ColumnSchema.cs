using System.Text;

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
    public string Member { get; } = member;

    /// <summary>Whether the member holds NULL.</summary>
    public bool Nullable { get; init; }

    /// <summary>Whether the column is the designated timestamp.</summary>
    public bool Designated { get; init; }

    /// <summary>The name as UTF-8: empty for the designated timestamp, which goes by position on the wire (QWP ingress, "Schema definition").</summary>
    internal byte[] WireName => field ??= Designated ? [] : Encoding.UTF8.GetBytes(Name);
}
