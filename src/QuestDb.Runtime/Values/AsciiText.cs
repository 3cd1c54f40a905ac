using System.Text;

namespace QuestDb.Values;

/// <summary>A value whose only text form is short and ASCII.</summary>
internal interface IAsciiText
{
    /// <summary>Writes the text to the start of a buffer of <see cref="AsciiText.MaxLength"/> bytes and returns its length.</summary>
    int WriteText(Span<byte> ascii);
}

/// <summary>The text of an <see cref="IAsciiText"/> as UTF-16, UTF-8 and string, by way of the stack.</summary>
internal static class AsciiText
{
    /// <summary>No text is longer: a decimal of 77 digits with sign, leading zero and point takes 80.</summary>
    public const int MaxLength = 96;

    public static string ToString<T>(in T value)
        where T : struct, IAsciiText
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(text[..value.WriteText(text)]);
    }

    public static bool TryFormat<T>(in T value, Span<char> destination, out int written)
        where T : struct, IAsciiText
    {
        Span<byte> text = stackalloc byte[MaxLength];
        int length = value.WriteText(text);
        written = 0;
        if (length > destination.Length) return false;
        written = Encoding.ASCII.GetChars(text[..length], destination);
        return true;
    }

    public static bool TryFormat<T>(in T value, Span<byte> destination, out int written)
        where T : struct, IAsciiText
    {
        Span<byte> text = stackalloc byte[MaxLength];
        int length = value.WriteText(text);
        written = 0;
        if (length > destination.Length) return false;
        text[..length].CopyTo(destination);
        written = length;
        return true;
    }

    /// <summary>Refuses a format string: these values have one text form, and a format that is silently ignored would mislead.</summary>
    public static void RefuseFormat(ReadOnlySpan<char> format)
    {
        if (!format.IsEmpty && !format.SequenceEqual("G"))
        {
            throw new FormatException($"The format '{format}' is not known: this type has one text form, which needs no format.");
        }
    }

    /// <summary>The error of a <c>Parse</c>: what the text should have been and why it is not.</summary>
    public static FormatException ParseError(ReadOnlySpan<char> text, string kind, string reason)
    {
        string shown = text.Length <= 100 ? text.ToString() : $"{text[..100]}…";
        return new FormatException($"'{shown}' is no {kind}: {reason}");
    }
}
