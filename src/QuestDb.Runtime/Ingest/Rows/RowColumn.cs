using QuestDb.Encoders.Inputs;
using QuestDb.Mapping;

namespace QuestDb.Ingest.Rows;

/// <summary>
/// One column of a table in a row buffer: values aligned with the rows, so that a row without one costs nothing until the
/// next value or the flush fills the gap. Encoded by the same code as a chunk's column.
/// </summary>
internal abstract class RowColumn(ColumnSchema schema)
{
    private byte[] _validity = [];
    private bool _hasNulls;

    /// <summary>Name and type.</summary>
    public ColumnSchema Schema { get; protected set; } = schema;

    /// <summary>Position among the columns of the table.</summary>
    public int Place { get; set; }

    /// <summary>
    /// Rows that are filled; may be fewer than the table has, and is one more while the row in progress has a value here.
    /// </summary>
    public int Length { get; private set; }

    /// <summary>Writes some of the rows.</summary>
    public void Encode(ChunkEncoder encoder, int ordinal, int start, int count) =>
        Encode(encoder, ordinal, start, new RowValidity(_hasNulls ? _validity : default(ReadOnlySpan<byte>), start, count));

    /// <summary>Fills rows without a value with NULL, up to a number of rows.</summary>
    public void PadTo(int rows)
    {
        if (Length == rows) return;
        if (!_hasNulls)
        {
            _hasNulls = true;
            EnsureValidity(rows);
            for (int row = 0; row < Length; row++) Bits.Set(_validity, row, true);
        }

        EnsureValidity(rows);
        for (int row = Length; row < rows; row++) Bits.Set(_validity, row, false);
        Pad(Length, rows);
        Length = rows;
    }

    /// <summary>Forgets the rows from a number of rows on.</summary>
    public virtual void Truncate(int rows) => Length = rows;

    /// <summary>Forgets all rows and keeps the capacity.</summary>
    public virtual void Reset()
    {
        Length = 0;
        _hasNulls = false;
    }

    /// <summary>Settles what depends on all rows, before they are encoded.</summary>
    public virtual void Complete(int rows) => PadTo(rows);

    protected abstract void Encode(ChunkEncoder encoder, int ordinal, int start, RowValidity validity);

    /// <summary>Makes places of NULL rows.</summary>
    protected abstract void Pad(int from, int to);

    /// <summary>The next row has a value.</summary>
    protected void Added()
    {
        if (_hasNulls)
        {
            EnsureValidity(Length + 1);
            Bits.Set(_validity, Length, true);
        }

        Length++;
    }

    /// <summary>Makes room for a number of elements, at least doubling.</summary>
    protected static void Ensure<T>(ref T[] array, int length)
    {
        if (array.Length < length)
        {
            Array.Resize(ref array, (int)Math.Clamp(array.Length * 2L, Math.Max(length, 16), Math.Max(length, Array.MaxLength)));
        }
    }

    private void EnsureValidity(int rows) => Ensure(ref _validity, RowValidity.BytesFor(rows));
}
