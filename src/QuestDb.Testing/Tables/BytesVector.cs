using System.Text;

namespace QuestDb.Testing.Tables;

/// <summary>VARCHAR (UTF-8) or BINARY values: pieces of one heap of bytes, which vectors derived from one another share.</summary>
internal sealed class BytesVector(ColumnType type) : ColumnVector(type)
{
    private byte[] _heap = [];
    private int _heapLength;
    private bool _heapShared;
    private FixedVector<Piece> _pieces = NewPieces();

    private readonly record struct Piece(int Start, int Length);

    public override bool IsNull(int row) => _pieces[row].Length < 0;

    /// <summary>The bytes of a row; empty when it is NULL.</summary>
    public ReadOnlySpan<byte> Bytes(int row) => _pieces[row] is { Length: > 0 } piece ? _heap.AsSpan(piece.Start, piece.Length) : default;

    /// <summary>The text of a VARCHAR row, null when it is NULL.</summary>
    public string? Text(int row) => IsNull(row) ? null : Encoding.UTF8.GetString(Bytes(row));

    public override void AppendNull() => Add(new Piece(0, -1));

    public void Append(string? text)
    {
        if (text is null)
        {
            AppendNull();
            return;
        }

        ReserveHeap(Encoding.UTF8.GetMaxByteCount(text.Length));
        int written = Encoding.UTF8.GetBytes(text, _heap.AsSpan(_heapLength));
        Add(new Piece(_heapLength, written));
        _heapLength += written;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        ReserveHeap(bytes.Length);
        bytes.CopyTo(_heap.AsSpan(_heapLength));
        Add(new Piece(_heapLength, bytes.Length));
        _heapLength += bytes.Length;
    }

    public override void AppendFrom(ColumnVector source, int row)
    {
        if (source.IsNull(row)) AppendNull();
        else Append(((BytesVector)source).Bytes(row));
    }

    public override ColumnVector Gather(ReadOnlySpan<int> rows) => Derive((FixedVector<Piece>)_pieces.Gather(rows));

    public override ColumnVector Slice(int start, int count) => Derive((FixedVector<Piece>)_pieces.Slice(start, count));

    private BytesVector Derive(FixedVector<Piece> pieces)
        => new(Type) { _heap = _heap, _heapLength = _heapLength, _heapShared = true, _pieces = pieces, Count = pieces.Count };

    private static FixedVector<Piece> NewPieces() => new(ColumnType.Boolean);

    private void Add(Piece piece)
    {
        _pieces.Append(piece);
        Count++;
    }

    private void ReserveHeap(int count)
    {
        int needed = checked(_heapLength + count);
        if (!_heapShared && needed <= _heap.Length) return;
        var grown = new byte[(int)Math.Min(Array.MaxLength, Math.Max(needed, _heapLength * 2L))];
        _heap.AsSpan(0, _heapLength).CopyTo(grown);
        _heap = grown;
        _heapShared = false;
    }
}
