using System.Runtime.CompilerServices;
using QuestDb.Decoders.Batches;

namespace QuestDb;

/// <summary>Which rows of a column are NULL.</summary>
public readonly ref struct Validity
{
    private readonly ReadOnlySpan<byte> _bitmap;
    private readonly ReadOnlySpan<int> _ranks;

    internal Validity(ResultColumn column, Batch batch)
    {
        Stamp = batch.Stamp;
        ResultBatch data = batch.Data;
        // Every view has a validity, so that this covers the spans of all of them.
        data.Show();
        Length = data.RowCount;
        NullCount = Length - column.ValueCount;
        if (column.BitmapOffset < 0) return;
        _bitmap = column.Bitmap(Length);
        _ranks = column.Ranks(Length);
    }

    /// <summary>Number of rows.</summary>
    public int Length { get; }

    /// <summary>Number of rows that are NULL.</summary>
    public int NullCount { get; }

    /// <summary>
    /// One bit a row from the lowest bit on, set for NULL, as received; empty when no row is NULL. Bits past
    /// the last row mean nothing.
    /// </summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    public ReadOnlySpan<byte> NullBits
    {
        get
        {
            Stamp.Check();
            return _bitmap;
        }
    }

    /// <summary>Whether a row is NULL.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsNull(int row)
    {
        Stamp.Check();
        if ((uint)row >= (uint)Length) throw new IndexOutOfRangeException();
        return !_bitmap.IsEmpty && (_bitmap[row >> 3] >> (row & 7) & 1) != 0;
    }

    /// <summary>
    /// Writes one bit a row from the lowest bit on, set for values and clear for NULL, as Arrow has it; bits
    /// past the last row are clear.
    /// </summary>
    /// <param name="destination">At least as many bytes as eight rows each take.</param>
    /// <exception cref="ArgumentException">It is too short.</exception>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    public void CopyValidBits(Span<byte> destination)
    {
        Stamp.Check();
        int bytes = (Length + 7) / 8;
        if (destination.Length < bytes)
        {
            throw new ArgumentException($"{Length} rows take {bytes} bytes and {destination.Length} are there.", nameof(destination));
        }

        if (_bitmap.IsEmpty) destination[..bytes].Fill(byte.MaxValue);
        for (int i = 0; i < _bitmap.Length; i++) destination[i] = (byte)~_bitmap[i];
        if ((Length & 7) != 0) destination[bytes - 1] &= (byte)((1 << (Length & 7)) - 1);
    }

    /// <summary>Place of a row's value among the values that are not NULL; -1 when the row is NULL.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int ValueIndex(int row)
    {
        if (IsNull(row)) return -1;
        return _bitmap.IsEmpty ? row : _ranks[row >> 6] + Decoders.Batches.NullBits.ValuesBefore(_bitmap, row);
    }

    /// <summary>The batch.</summary>
    internal BatchStamp Stamp { get; }

    /// <summary>Throws when the batch has ended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Check() => Stamp.Check();
}
