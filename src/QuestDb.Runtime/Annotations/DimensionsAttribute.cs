namespace QuestDb;

/// <summary>
/// Dimensions of a <see cref="NdArray{T}"/> member's column: <c>CreateTableAsync</c> needs them, and an array with
/// others is refused. Other array types tell them themselves.
/// </summary>
/// <param name="count">Number of dimensions, 1 to 32.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class DimensionsAttribute(int count) : Attribute
{
    /// <summary>Number of dimensions.</summary>
    public int Count { get; } = count;
}
