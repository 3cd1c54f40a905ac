namespace QuestDb;

/// <summary>
/// Marks the designated timestamp of the table: the axis by which QuestDB orders and partitions rows. Its values lie
/// between 1970-01-01 and 9999-12-31 UTC.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class DesignatedAttribute : Attribute;
