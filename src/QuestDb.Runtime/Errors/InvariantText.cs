using System.Globalization;
using System.Runtime.CompilerServices;

namespace QuestDb.Errors;

/// <summary>
/// Makes an interpolated string a message that is the same in every culture: the compiler takes it for <c>$"…"</c> where a method has it in
/// place of a <c>string</c>. All parts of a sum of strings must be interpolated ones, else the compiler makes a plain string of it.
/// </summary>
[InterpolatedStringHandler]
internal ref struct InvariantText(int literalLength, int formattedCount)
{
    private DefaultInterpolatedStringHandler _text = new(literalLength, formattedCount, CultureInfo.InvariantCulture);

    /// <summary>The text of an interpolated string.</summary>
    public static string Of(ref InvariantText text) => text.Take();

    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public void AppendFormatted<T>(T value, string? format) => _text.AppendFormatted(value, format);

    public void AppendFormatted(string? value) => _text.AppendFormatted(value);

    public void AppendFormatted(ReadOnlySpan<char> value) => _text.AppendFormatted(value);

    /// <summary>The text; it can be taken once.</summary>
    public string Take() => _text.ToStringAndClear();
}
