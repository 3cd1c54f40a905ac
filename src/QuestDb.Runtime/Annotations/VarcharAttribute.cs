namespace QuestDb;

/// <summary>
/// The <c>byte[]</c> or <c>ReadOnlyMemory&lt;byte&gt;</c> member holds UTF-8 text and is stored as VARCHAR; without it
/// bytes are BINARY. Bytes that are not UTF-8 are refused.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class VarcharAttribute : Attribute;
