namespace QuestDb;

/// <summary>The <see cref="long"/> member holds milliseconds since the Unix epoch, UTC, and is stored as DATE.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class DateMillisAttribute : Attribute;
