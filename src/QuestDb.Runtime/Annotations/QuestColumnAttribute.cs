namespace QuestDb;

/// <summary>
/// Names the column of the member. Without it the column has the name of the member in camel case: <c>BidSize</c> is
/// <c>bidSize</c>. QuestDB compares names without case.
/// </summary>
/// <param name="name">The column name: at most 127 UTF-8 bytes.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class QuestColumnAttribute(string name) : Attribute
{
    /// <summary>The column name.</summary>
    public string Name { get; } = name;
}
