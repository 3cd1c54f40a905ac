using System.ComponentModel;
using QuestDb.Decoders;

namespace QuestDb.Mapping;

/// <summary>
/// Reads a BINARY column, or the UTF-8 of a VARCHAR or SYMBOL column, row after row: memory of the batch where the query gives
/// views, else copies.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct ByteMemoryColumnReader
{
    private readonly bool _views;
    private BytesCursor _cursor;

    internal ByteMemoryColumnReader(RowBatch batch, int ordinal)
    {
        _views = batch.Views;
        _cursor = new BytesCursor(batch, ordinal, _views);
    }

    /// <summary>Reads the next row.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.UnexpectedNull"/>: the row is NULL.</exception>
    public ReadOnlyMemory<byte> Read() => TryRead(out ReadOnlyMemory<byte> value) ? value : throw _cursor.UnexpectedNull();

    /// <summary>Reads the next row; false when it is NULL.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> value)
    {
        bool hasValue = _cursor.MoveNext();
        value = !hasValue ? default : _views ? _cursor.Bytes : _cursor.Bytes.ToArray();
        return hasValue;
    }
}
