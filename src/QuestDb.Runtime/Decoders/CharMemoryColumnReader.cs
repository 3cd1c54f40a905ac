using System.ComponentModel;
using System.Text;
using QuestDb.Decoders;

namespace QuestDb.Mapping;

/// <summary>
/// Reads a VARCHAR or SYMBOL column as UTF-16, row after row: in a buffer of the batch where the query gives views, else strings of
/// their own. A symbol's text is shared by every row of the connection that names it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct CharMemoryColumnReader
{
    private BytesCursor _cursor;
    private Memory<char> _views;

    internal CharMemoryColumnReader(RowBatch batch, int ordinal)
    {
        _cursor = new BytesCursor(batch, ordinal);
        // UTF-8 never has fewer bytes than UTF-16 has units.
        if (batch.Views && !_cursor.IsSymbol) _views = batch.Buffer<char>(ordinal, batch.Column(ordinal).ValuesLength);
    }

    /// <summary>Reads the next row.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.UnexpectedNull"/>: the row is NULL.</exception>
    public ReadOnlyMemory<char> Read() => TryRead(out ReadOnlyMemory<char> value) ? value : throw _cursor.UnexpectedNull();

    /// <summary>Reads the next row; false when it is NULL.</summary>
    public bool TryRead(out ReadOnlyMemory<char> value)
    {
        bool hasValue = _cursor.MoveNext();
        value = !hasValue ? default
            : _cursor.IsSymbol ? _cursor.SymbolText.AsMemory()
            : Decode(_cursor.Bytes.Span);
        return hasValue;
    }

    private ReadOnlyMemory<char> Decode(ReadOnlySpan<byte> utf8)
    {
        if (_views.IsEmpty) return Encoding.UTF8.GetString(utf8).AsMemory();
        int length = Encoding.UTF8.GetChars(utf8, _views.Span);
        Memory<char> text = _views[..length];
        _views = _views[length..];
        return text;
    }
}
