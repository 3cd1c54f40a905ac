using QuestDb.Encoders.Chunks;
using QuestDb.Encoders.Inputs;
using QuestDb.Threading;

namespace QuestDb;

// The overloads differ in the type of the elements; validity is optional in all.
#pragma warning disable RS0026

public sealed partial class Chunk
{
    /// <summary>Sets a SYMBOL column of strings; null is NULL. Codes and a dictionary take less time where they are at hand.</summary>
    /// <param name="name">The column.</param>
    /// <param name="values">One a row.</param>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>; see the remarks of the class.</exception>
    public Chunk Symbol(string name, ColumnInput<string?> values) =>
        Strings(new(name, ColumnType.Symbol), values);

    /// <summary>Sets a SYMBOL column of 8-bit codes. Only texts that a row uses are sent.</summary>
    /// <param name="name">The column.</param>
    /// <param name="codes">One a row; codes of NULL rows are not looked at.</param>
    /// <param name="texts">The texts that the codes stand for; kept until the flush.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: a code stands for no text; see the remarks of the class.
    /// </exception>
    public Chunk Symbol(string name, ColumnInput<sbyte> codes, SymbolTexts texts, ColumnInput<byte> validity = default) =>
        Codes<sbyte>(name, codes, texts, validity);

    /// <summary>Sets a SYMBOL column of unsigned 8-bit codes. Only texts that a row uses are sent.</summary>
    /// <param name="name">The column.</param>
    /// <param name="codes">One a row; codes of NULL rows are not looked at.</param>
    /// <param name="texts">The texts that the codes stand for; kept until the flush.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: a code stands for no text; see the remarks of the class.
    /// </exception>
    public Chunk Symbol(string name, ColumnInput<byte> codes, SymbolTexts texts, ColumnInput<byte> validity = default) =>
        Codes<byte>(name, codes, texts, validity);

    /// <summary>Sets a SYMBOL column of 16-bit codes. Only texts that a row uses are sent.</summary>
    /// <param name="name">The column.</param>
    /// <param name="codes">One a row; codes of NULL rows are not looked at.</param>
    /// <param name="texts">The texts that the codes stand for; kept until the flush.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: a code stands for no text; see the remarks of the class.
    /// </exception>
    public Chunk Symbol(string name, ColumnInput<short> codes, SymbolTexts texts, ColumnInput<byte> validity = default) =>
        Codes<short>(name, codes, texts, validity);

    /// <summary>Sets a SYMBOL column of unsigned 16-bit codes. Only texts that a row uses are sent.</summary>
    /// <param name="name">The column.</param>
    /// <param name="codes">One a row; codes of NULL rows are not looked at.</param>
    /// <param name="texts">The texts that the codes stand for; kept until the flush.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: a code stands for no text; see the remarks of the class.
    /// </exception>
    public Chunk Symbol(string name, ColumnInput<ushort> codes, SymbolTexts texts, ColumnInput<byte> validity = default) =>
        Codes<ushort>(name, codes, texts, validity);

    /// <summary>Sets a SYMBOL column of 32-bit codes. Only texts that a row uses are sent.</summary>
    /// <param name="name">The column.</param>
    /// <param name="codes">One a row; codes of NULL rows are not looked at.</param>
    /// <param name="texts">The texts that the codes stand for; kept until the flush.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: a code stands for no text; see the remarks of the class.
    /// </exception>
    public Chunk Symbol(string name, ColumnInput<int> codes, SymbolTexts texts, ColumnInput<byte> validity = default) =>
        Codes<int>(name, codes, texts, validity);

    /// <summary>Sets a SYMBOL column of unsigned 32-bit codes. Only texts that a row uses are sent.</summary>
    /// <param name="name">The column.</param>
    /// <param name="codes">One a row; codes of NULL rows are not looked at.</param>
    /// <param name="texts">The texts that the codes stand for; kept until the flush.</param>
    /// <param name="validity">Which rows have a value, or none for all; see the remarks of the class.</param>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>: a code stands for no text; see the remarks of the class.
    /// </exception>
    public Chunk Symbol(string name, ColumnInput<uint> codes, SymbolTexts texts, ColumnInput<byte> validity = default) =>
        Codes<uint>(name, codes, texts, validity);

    private Chunk Codes<TCode>(string name, ColumnInput<TCode> codes, SymbolTexts texts, ColumnInput<byte> validity)
        where TCode : unmanaged, System.Numerics.IBinaryInteger<TCode>
    {
        _columns.CheckValidity(name, codes.Length, validity.Length);
        try
        {
            SymbolCodes.Check(codes.Span, new RowValidity(validity.Span, 0, codes.Length), texts.Count);
        }
        catch (QuestDbException e)
        {
            throw _columns.Error(name, e.Message);
        }

        using OwnerMark.Held held = _columns.Owner.Use();
        _columns.Add<SymbolChunkColumn<TCode>>(new(name, ColumnType.Symbol), codes.Length, validity).Set(codes, texts);
        return this;
    }
}
