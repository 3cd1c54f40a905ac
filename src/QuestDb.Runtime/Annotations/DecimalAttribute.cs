namespace QuestDb;

/// <summary>
/// Stores the <see cref="decimal"/> or <see cref="Decimal256"/> member as DECIMAL(precision, scale): DECIMAL64 up to 18 digits,
/// DECIMAL128 up to 38, else DECIMAL256. A value with more digits before or after the point is refused, never rounded.
/// </summary>
/// <remarks>
/// No server returns a DECIMAL of fewer than 10 digits over QWP, so <c>CreateTableAsync</c> makes such a column with 10, and rule
/// QDB0031 warns: a column that exists with fewer can be written, and not read.
/// </remarks>
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
