namespace QuestDb;

/// <summary>
/// Leaves the member out of the mapping: it is neither written nor read. A constructor parameter needs a
/// default value to be ignored.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class QuestIgnoreAttribute : Attribute;
