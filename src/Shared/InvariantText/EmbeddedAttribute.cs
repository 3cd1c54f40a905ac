namespace Microsoft.CodeAnalysis;

/// <summary>Hides a type of one assembly from others that see its internals: the compiler knows the attribute by this name.</summary>
[Embedded]
internal sealed class EmbeddedAttribute : Attribute;
