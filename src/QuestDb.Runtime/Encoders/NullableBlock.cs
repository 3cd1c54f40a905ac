using System.Runtime.CompilerServices;
using QuestDb.Mapping;

namespace QuestDb.Encoders;

/// <summary>
/// Null flag, null bitmap and densely packed values of a column (QWP ingress specification, "Null handling"). The column is
/// written without a bitmap until its first null; then the values so far move back once.
/// </summary>
internal ref struct NullableBlock
{
    private readonly ChunkEncoder _encoder;
    private readonly int _bitmapLength;
    private readonly Span<byte> _column;
    private int _row;
    private int _valuesStart = 1;
    private int _position = 1;

    /// <summary>Begins a column whose values take at most some bytes.</summary>
    public NullableBlock(ChunkEncoder encoder, int maxValueBytes)
    {
        _encoder = encoder;
        _bitmapLength = (encoder.RowCount + 7) / 8;
        // The last byte is for a timestamp column, whose values move back by one when its encoding byte is put before them.
        _column = encoder.Buffer.Reserve(1 + _bitmapLength + maxValueBytes + 1);
        _column[0] = 0;
    }

    /// <summary>Where the next value goes.</summary>
    public readonly Span<byte> Free
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _column[_position..];
    }

    /// <summary>Bytes of the values so far.</summary>
    public readonly int ValueBytes => _position - _valuesStart;

    /// <summary>The row has a value of some bytes, written to <see cref="Free"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddValue(int length)
    {
        _position += length;
        _row++;
    }

    /// <summary>The row is NULL.</summary>
    public void AddNull()
    {
        BeginBitmap();
        _column[1 + (_row >> 3)] |= (byte)(1 << (_row & 7));
        _row++;
    }

    /// <summary>The column gets a bitmap, also when no row is NULL.</summary>
    public void BeginBitmap()
    {
        if (_valuesStart == 1) InsertBitmap();
    }

    /// <summary>Takes the column into the frame.</summary>
    public readonly void End() => _encoder.Buffer.Advance(_position);

    private void InsertBitmap()
    {
        _column[1.._position].CopyTo(_column[(1 + _bitmapLength)..]);
        _column.Slice(1, _bitmapLength).Clear();
        _column[0] = 1;
        _valuesStart += _bitmapLength;
        _position += _bitmapLength;
    }
}
