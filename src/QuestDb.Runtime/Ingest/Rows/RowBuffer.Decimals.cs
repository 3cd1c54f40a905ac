using QuestDb.Encoders.Inputs;
using QuestDb.Errors;
using QuestDb.Ingest.Rows;
using QuestDb.Schemas;
using QuestDb.Shared.TypeMap;

namespace QuestDb;

public sealed partial class RowBuffer
{
    /// <summary>
    /// Sets a DECIMAL value: of the DECIMAL type that the column has, else DECIMAL128. Values of different scales
    /// are sent with the largest.
    /// </summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="QuestDbException">
    /// As in the remarks of the class; the values of the column have no common scale within the digits of its type.
    /// </exception>
    public RowBuffer Column(ReadOnlySpan<char> name, decimal value) => AddDecimal(name, ColumnType.Decimal128, value);

    /// <summary>
    /// Sets a DECIMAL value: of the DECIMAL type that the column has, else DECIMAL128. Values of different scales are
    /// sent with the largest; null leaves it out.
    /// </summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value, or null.</param>
    /// <exception cref="QuestDbException">
    /// As in the remarks of the class; the values of the column have no common scale within the digits of its type.
    /// </exception>
    public RowBuffer Column(ReadOnlySpan<char> name, decimal? value) => value is { } given ? Column(name, given) : LeftOut();

    /// <summary>
    /// Sets a DECIMAL value: of the DECIMAL type that the column has, else DECIMAL256. Values of different scales are
    /// sent with the largest; null leaves it out.
    /// </summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The value, or null.</param>
    /// <exception cref="QuestDbException">
    /// As in the remarks of the class; the values of the column have no common scale within the digits of its type.
    /// </exception>
    public RowBuffer Column(ReadOnlySpan<char> name, Decimal256? value) =>
        value is { } given ? AddDecimal(name, ColumnType.Decimal256, given) : LeftOut();

    /// <summary>Sets a DECIMAL value from text such as <c>-12.50</c>: of the DECIMAL type that the column has, else DECIMAL256.</summary>
    /// <param name="name">The column.</param>
    /// <param name="text">Digits with an optional sign and point, in the invariant culture.</param>
    /// <exception cref="QuestDbException">
    /// As in the remarks of the class; the text is no decimal of up to 76 digits; the values of the column have no
    /// common scale within the digits of its type.
    /// </exception>
    public RowBuffer ColumnDecimal(ReadOnlySpan<char> name, ReadOnlySpan<char> text) => Decimal256.TryParse(text, out Decimal256 value)
        ? AddDecimal(name, ColumnType.Decimal256, value)
        : throw Row.Error(name, $"The text \"{text}\" is not a decimal of up to {Decimal256.MaxPrecision} digits.");

    /// <summary>Sets a DECIMAL value from text such as <c>-12.50</c>; null leaves it out.</summary>
    /// <param name="name">The column.</param>
    /// <param name="text">Digits with an optional sign and point, in the invariant culture; or null.</param>
    /// <exception cref="QuestDbException">As for a span.</exception>
    public RowBuffer ColumnDecimal(ReadOnlySpan<char> name, string? text) => text is null ? LeftOut() : ColumnDecimal(name, text.AsSpan());

    /// <summary>
    /// Sets a DECIMAL64 value, at most 18 digits, from an unscaled number: 12345 with the scale 2 is 123.45; null leaves it out.
    /// </summary>
    /// <param name="name">The column.</param>
    /// <param name="unscaled">The value, or null.</param>
    /// <param name="scale">Digits after the decimal point.</param>
    /// <exception cref="QuestDbException">
    /// As in the remarks of the class; the values of the column have no common scale within the digits of its type.
    /// </exception>
    public RowBuffer ColumnDecimal64(ReadOnlySpan<char> name, long? unscaled, int scale) =>
        unscaled is { } given ? AddDecimal(name, ColumnType.Decimal64, Scaled(name, given, scale)) : LeftOut();

    /// <summary>
    /// Sets a DECIMAL128 value, at most 38 digits, from an unscaled number: 12345 with the scale 2 is 123.45; null leaves it out.
    /// </summary>
    /// <param name="name">The column.</param>
    /// <param name="unscaled">The value, or null.</param>
    /// <param name="scale">Digits after the decimal point.</param>
    /// <exception cref="QuestDbException">
    /// As in the remarks of the class; the values of the column have no common scale within the digits of its type.
    /// </exception>
    public RowBuffer ColumnDecimal128(ReadOnlySpan<char> name, Int128? unscaled, int scale) =>
        unscaled is { } given ? AddDecimal(name, ColumnType.Decimal128, Scaled(name, given, scale)) : LeftOut();

    private RowBuffer AddDecimal(ReadOnlySpan<char> name, ColumnType typeIfNew, Decimal256 value)
    {
        DecimalRowColumn column = Row.TakeDecimal(name, typeIfNew);
        if (!column.TryAdd(value))
        {
            GiveBack(name,
                $"The decimal {value} and those of the column have no common scale within the "
                + $"{DecimalDigits.Of(column.Schema.Type)} digits of {ColumnTypeNames.Of(column.Schema.Type)}.");
        }

        return Sized(ColumnTypes.Of(column.Schema.Type).Width);
    }

    private Decimal256 Scaled(ReadOnlySpan<char> name, Int128 unscaled, int scale)
    {
        if (scale is < 0 or > Decimal256.MaxScale)
        {
            throw Row.Error(name, InvariantText.Of($"The scale of a decimal is 0 to {Decimal256.MaxScale}, not {scale}."));
        }

        return new Decimal256(unscaled, scale);
    }
}
