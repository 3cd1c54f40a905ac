namespace QuestDb;

/// <summary>
/// Stores the member, a string or an enum, as SYMBOL: dictionary-coded text. Enum members go by their name or
/// <see cref="SymbolNameAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class SymbolAttribute : Attribute;
