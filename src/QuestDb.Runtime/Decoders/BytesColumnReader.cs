using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using QuestDb.Decoders;

namespace QuestDb.Mapping;

/// <summary>Reads a BINARY column, or the UTF-8 of a VARCHAR or SYMBOL column, as arrays of their own, row after row.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct BytesColumnReader
{
    private BytesCursor _cursor;

    internal BytesColumnReader(RowBatch batch, int ordinal) => _cursor = new BytesCursor(batch, ordinal);

    /// <summary>Reads the next row.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.UnexpectedNull"/>: the row is NULL.</exception>
    public byte[] Read() => TryRead(out byte[]? value) ? value : throw _cursor.UnexpectedNull();

    /// <summary>Reads the next row; false when it is NULL.</summary>
    public bool TryRead([NotNullWhen(true)] out byte[]? value)
    {
        bool hasValue = _cursor.MoveNext();
        value = hasValue ? _cursor.Bytes.ToArray() : null;
        return hasValue;
    }
}
