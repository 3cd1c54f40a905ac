using System.Text;

namespace QuestDb.Tests.Values;

/// <summary>What holds for every value type with a text form.</summary>
internal static class TextForm
{
    /// <summary>The text comes out the same in every way, fits exactly, and is read back in every way.</summary>
    public static void IsConsistent<T>(T value, string text)
        where T : struct, ISpanFormattable, IUtf8SpanFormattable, ISpanParsable<T>
    {
        IsWritten(value, text);
        Assert.Equal(value, T.Parse(text, null));
        Assert.Equal(value, T.Parse(text.AsSpan(), null));
        Assert.True(T.TryParse(text, null, out T parsed));
        Assert.Equal(value, parsed);
        Assert.True(T.TryParse(text.AsSpan(), null, out parsed));
        Assert.Equal(value, parsed);
    }

    public static void IsWritten<T>(T value, string text)
        where T : struct, ISpanFormattable, IUtf8SpanFormattable
    {
        Assert.Equal(text, value.ToString());
        Assert.Equal(text, value.ToString("G", null));
        Assert.Equal(text, $"{value}");
        Assert.Throws<FormatException>(() => $"{value:yyyy}");

        char[] chars = new char[text.Length];
        Assert.True(value.TryFormat(chars, out int written, default, null));
        Assert.Equal((text, text.Length), (new string(chars), written));
        Assert.False(value.TryFormat(chars.AsSpan(1), out written, default, null));
        Assert.Equal(0, written);

        byte[] bytes = new byte[text.Length];
        Assert.True(value.TryFormat(bytes, out written, default, null));
        Assert.Equal((text, text.Length), (Encoding.UTF8.GetString(bytes), written));
        Assert.False(value.TryFormat(bytes.AsSpan(1), out written, default, null));
    }

    public static void IsRefused<T>(string? text)
        where T : struct, ISpanParsable<T>
    {
        Assert.False(T.TryParse(text, null, out T value));
        Assert.Equal(default, value);
        Assert.False(T.TryParse(text.AsSpan(), null, out _));
        Assert.Throws<FormatException>(() => T.Parse(text.AsSpan(), null));
    }
}
