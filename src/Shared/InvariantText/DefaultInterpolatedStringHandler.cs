using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace System.Runtime.CompilerServices;

/// <summary>
/// What the compiler makes of every interpolated string of the product, in place of the type of this name in .NET, which formats
/// with the culture of the thread: under sv-SE a negative number would begin with U+2212 in messages, cells and SQL.
/// </summary>
[Embedded]
internal readonly struct DefaultInterpolatedStringHandler(int literalLength, int formattedCount)
{
    private readonly StringBuilder _text = new(literalLength + (formattedCount * 12));

    public void AppendLiteral(string value) => _text.Append(value);

    public void AppendFormatted(string? value) => _text.Append(value);

#if !QUESTDB_ROSLYN
    public void AppendFormatted(ReadOnlySpan<char> value) => _text.Append(value);
#endif

    public void AppendFormatted<T>(T value) => _text.Append(Text(value, null));

    public void AppendFormatted<T>(T value, string? format) => _text.Append(Text(value, format));

    public void AppendFormatted<T>(T value, int alignment, string? format = null)
    {
        string text = Text(value, format) ?? "";
        _text.Append(alignment < 0 ? text.PadRight(-alignment) : text.PadLeft(alignment));
    }

    public string ToStringAndClear() => _text.ToString();

    private static string? Text<T>(T value, string? format) =>
        value is IFormattable ? ((IFormattable)value).ToString(format, CultureInfo.InvariantCulture) : value?.ToString();
}
