namespace QuestDb;

/// <summary>
/// The <see cref="uint"/> member holds an IPv4 address, with the first of its four numbers in the highest byte, and is
/// stored as IPv4. 0.0.0.0 is NULL to QuestDB.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class IPv4Attribute : Attribute;
