using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace QuestDb.Wire;

/// <summary>Strict UTF-8: a lone surrogate is an error, never a replacement character.</summary>
internal static class Utf8Text
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>UTF-8 length of a text.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: lone surrogate.</exception>
    public static int CountBytes(ReadOnlySpan<char> text)
    {
        try
        {
            return s_strict.GetByteCount(text);
        }
        catch (EncoderFallbackException e)
        {
            throw LoneSurrogate(e.Index);
        }
    }

    /// <summary>Whether a text has no lone surrogate.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyInRange('\ud800', '\udfff') is var at and >= 0)
        {
            if (Rune.DecodeFromUtf16(text[at..], out _, out int length) != OperationStatus.Done) return false;
            text = text[(at + length)..];
        }

        return true;
    }

    /// <summary>Encodes a text; false when the destination is too small.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: lone surrogate.</exception>
    public static bool TryEncode(ReadOnlySpan<char> text, Span<byte> destination, out int written)
    {
        OperationStatus status = Utf8.FromUtf16(text, destination, out int read, out written, replaceInvalidSequences: false);
        if (status is OperationStatus.InvalidData or OperationStatus.NeedMoreData) throw LoneSurrogate(read);
        return status == OperationStatus.Done;
    }

    /// <summary>Refuses bytes that are not UTF-8.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>.</exception>
    public static void Check(ReadOnlySpan<byte> utf8)
    {
        if (Utf8.IsValid(utf8)) return;
        throw new QuestDbException(ErrorCode.InvalidValue, $"The text is not valid UTF-8 at byte {ValidBytes(utf8)}.");
    }

    /// <summary>Bytes before the first one that is not UTF-8.</summary>
    public static int ValidBytes(ReadOnlySpan<byte> utf8)
    {
        int index = 0;
        while (Rune.DecodeFromUtf8(utf8[index..], out _, out int length) == OperationStatus.Done) index += length;
        return index;
    }

    private static QuestDbException LoneSurrogate(int index) =>
        new(ErrorCode.InvalidValue, $"The text has a lone surrogate at position {index}, which UTF-8 can't hold.");
}
