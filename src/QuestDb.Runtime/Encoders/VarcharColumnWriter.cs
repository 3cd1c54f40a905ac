using System.ComponentModel;
using QuestDb.Encoders;
using QuestDb.Errors;
using QuestDb.Wire;

namespace QuestDb.Mapping;

/// <summary>Writes a VARCHAR column: offsets and UTF-8 bytes. One call a row, then <see cref="End"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct VarcharColumnWriter
{
    private OffsetsBlock _block;

    internal VarcharColumnWriter(ChunkEncoder encoder) => _block = new OffsetsBlock(encoder);

    /// <summary>Writes the text of the next row.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: null or a lone surrogate.</exception>
    public void Add(string value)
    {
        if (value is null) Throw.NullValue();
        Add(value.AsSpan());
    }

    /// <summary>Writes the text of the next row.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: a lone surrogate.</exception>
    internal void Add(ReadOnlySpan<char> value)
    {
        int max = value.Length;
        int written;
        // Most text is ASCII; one byte a character is tried before the worst case of three.
        while (!Utf8Text.TryEncode(value, _block.Reserve(max), out written)) max = checked(value.Length * 3);
        _block.AddValue(written);
    }

    /// <summary>Writes the UTF-8 text of the next row.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: the bytes are not UTF-8.</exception>
    internal void AddUtf8(ReadOnlySpan<byte> value)
    {
        Utf8Text.Check(value);
        _block.Add(value);
    }

    /// <summary>Writes the text of the next row.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: a lone surrogate.</exception>
    public void Add(ReadOnlyMemory<char> value) => Add(value.Span);

    /// <summary>Writes the UTF-8 text of the next row.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: null, or the bytes are not UTF-8.</exception>
    public void Add(byte[] utf8)
    {
        if (utf8 is null) Throw.NullValue();
        AddUtf8(utf8);
    }

    /// <summary>Writes the UTF-8 text of the next row.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidValue"/>: the bytes are not UTF-8.</exception>
    public void Add(ReadOnlyMemory<byte> utf8) => AddUtf8(utf8.Span);

    /// <summary>Writes NULL for the next row.</summary>
    public void AddNull() => _block.AddNull();

    /// <summary>Completes the column.</summary>
    public readonly void End() => _block.End();
}
