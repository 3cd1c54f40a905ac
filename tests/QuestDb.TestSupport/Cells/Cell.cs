using System.Globalization;

namespace QuestDb.TestSupport;

/// <summary>
/// One value in the lossless text form of the recorded vectors: decimal integers, IEEE 754 bits in hex, plain text,
/// hex bytes. Two cells of one column type are equal exactly when the stored values are; a NULL has no text.
/// </summary>
public readonly record struct Cell(string? Text)
{
    public static readonly Cell Null = new(null);
    public static readonly Cell False = new("false");
    public static readonly Cell True = new("true");

    public bool IsNull => Text is null;

    public static Cell Of(bool value) => value ? True : False;

    public static Cell Of(long value) => new(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A FLOAT; NaN of any bit pattern is NULL.</summary>
    public static Cell Of(float value) =>
        float.IsNaN(value) ? Null : new(BitConverter.SingleToUInt32Bits(value).ToString("x8"));

    /// <summary>A DOUBLE; NaN of any bit pattern is NULL.</summary>
    public static Cell Of(double value) =>
        double.IsNaN(value) ? Null : new(BitConverter.DoubleToUInt64Bits(value).ToString("x16"));

    public bool AsBoolean() => Text switch
    {
        "true" => true,
        "false" => false,
        _ => throw new FormatException($"'{Text}' is not a BOOLEAN cell."),
    };

    public long AsInt64() => long.Parse(Required, CultureInfo.InvariantCulture);

    public float AsFloat() => BitConverter.UInt32BitsToSingle(uint.Parse(Required, NumberStyles.HexNumber));

    public double AsDouble() => BitConverter.UInt64BitsToDouble(ulong.Parse(Required, NumberStyles.HexNumber));

    public byte[] AsBytes() => Convert.FromHexString(Required);

    public override string ToString() => Text is null ? "NULL" : Text.Length <= 80 ? Text : $"{Text[..80]}… ({Text.Length} characters)";

    private string Required => Text ?? throw new InvalidOperationException("The cell is NULL.");
}
