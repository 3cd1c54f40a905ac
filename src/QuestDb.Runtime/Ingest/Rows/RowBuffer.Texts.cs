using System.Buffers;
using System.Text.Unicode;
using QuestDb.Ingest.Rows;
using QuestDb.Wire;

namespace QuestDb;

public sealed partial class RowBuffer
{
    private const string LoneSurrogate = "The text has a lone surrogate, which UTF-8 can't hold.";

    /// <summary>Sets a SYMBOL value; null leaves it out.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The text, or null.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Symbol(ReadOnlySpan<char> name, string? value) => value is null ? LeftOut() : AddSymbol(name, value);

    /// <summary>Sets a SYMBOL value.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The text; one that the column has not had becomes a string.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Symbol(ReadOnlySpan<char> name, ReadOnlySpan<char> value) => AddSymbol(name, value);

    /// <summary>Sets a SYMBOL value from UTF-8.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The text in UTF-8.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer SymbolUtf8(ReadOnlySpan<char> name, ReadOnlySpan<byte> value) => AddSymbolUtf8(name, value);

    /// <summary>Sets a VARCHAR value; null leaves it out.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The text, or null.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, string? value) => value is null ? LeftOut() : AddText(name, value);

    /// <summary>Sets a VARCHAR value.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The text.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, ReadOnlySpan<char> value) => AddText(name, value);

    /// <summary>Sets a VARCHAR value from UTF-8.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The text in UTF-8.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer ColumnUtf8(ReadOnlySpan<char> name, ReadOnlySpan<byte> value) => AddUtf8(name, value);

    /// <summary>Sets a BINARY value; null leaves it out.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The bytes, or null.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, byte[]? value) => value is null ? LeftOut() : AddBinary(name, value);

    /// <summary>Sets a BINARY value.</summary>
    /// <param name="name">The column.</param>
    /// <param name="value">The bytes.</param>
    /// <exception cref="QuestDbException">See the remarks of the class.</exception>
    public RowBuffer Column(ReadOnlySpan<char> name, ReadOnlySpan<byte> value) => AddBinary(name, value);

    private RowBuffer AddSymbol(ReadOnlySpan<char> name, string value)
    {
        if (!Row.Take<SymbolRowColumn>(name, ColumnType.Symbol).TryAdd(value)) GiveBack(name, LoneSurrogate);
        return Sized(value.Length);
    }

    private RowBuffer AddSymbol(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        if (!Row.Take<SymbolRowColumn>(name, ColumnType.Symbol).TryAdd(value)) GiveBack(name, LoneSurrogate);
        return Sized(value.Length);
    }

    private RowBuffer AddSymbolUtf8(ReadOnlySpan<char> name, ReadOnlySpan<byte> value)
    {
        const int MaxStackChars = 256;
        // UTF-16 has at most one unit a byte.
        Span<char> chars = value.Length <= MaxStackChars ? stackalloc char[MaxStackChars] : new char[value.Length];
        if (Utf8.ToUtf16(value, chars, out _, out int length, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            throw Row.Error(name, InvalidUtf8(value));
        }

        return AddSymbol(name, chars[..length]);
    }

    private RowBuffer AddText(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        if (!Row.Take<BytesRowColumn>(name, ColumnType.Varchar).TryAdd(value)) GiveBack(name, LoneSurrogate);
        return Sized(value.Length + sizeof(int));
    }

    private RowBuffer AddUtf8(ReadOnlySpan<char> name, ReadOnlySpan<byte> value)
    {
        if (!Utf8.IsValid(value)) throw Row.Error(name, InvalidUtf8(value));
        Row.Take<BytesRowColumn>(name, ColumnType.Varchar).Add(value);
        return Sized(value.Length + sizeof(int));
    }

    private RowBuffer AddBinary(ReadOnlySpan<char> name, ReadOnlySpan<byte> value)
    {
        Row.Take<BytesRowColumn>(name, ColumnType.Binary).Add(value);
        return Sized(value.Length + sizeof(int));
    }

    private static string InvalidUtf8(ReadOnlySpan<byte> value) => $"The text is not valid UTF-8 at byte {Utf8Text.ValidBytes(value)}.";
}
