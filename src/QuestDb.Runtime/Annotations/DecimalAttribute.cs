namespace QuestDb;

/// <summary>
/// Stores the <see cref="decimal"/> or <see cref="Decimal256"/> member as DECIMAL(precision, scale): DECIMAL64 up to 18 digits,
/// DECIMAL128 up to 38, else DECIMAL256. A value with more digits before or after the point is refused, never rounded.
/// </summary>
/// <param name="precision">Digits of the column in all, 1 to 76.</param>
/// <param name="scale">How many of them stand after the point, 0 to <paramref name="precision"/>.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class DecimalAttribute(int precision, int scale) : Attribute
{
    /// <summary>Digits of the column in all.</summary>
    public int Precision { get; } = precision;

    /// <summary>Digits after the point.</summary>
    public int Scale { get; } = scale;
}
