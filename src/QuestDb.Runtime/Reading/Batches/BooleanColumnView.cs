using System.Runtime.CompilerServices;
using QuestDb.Decoders.Batches;

namespace QuestDb;

/// <summary>A BOOLEAN column. Valid until the cursor goes on, after which every access throws.</summary>
public readonly ref struct BooleanColumnView : IColumnView<bool?>
{
    private readonly ResultColumn _column;
    private readonly Validity _validity;

    internal BooleanColumnView(ResultColumn column, Batch batch)
    {
        _column = column;
        _validity = new Validity(column, batch);
    }

    /// <summary>The name of the column.</summary>
    public string Name => _column.Name;

    /// <summary>Number of rows.</summary>
    public int Length => _validity.Length;

    /// <summary>Which rows are NULL.</summary>
    public Validity Validity => _validity;

    /// <summary>One bit a row that is not NULL, from the lowest bit of the first byte on, where they were received.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    public ReadOnlySpan<byte> Bits
    {
        get
        {
            _validity.Check();
            return _column.Values;
        }
    }

    /// <summary>The value of a row, or null.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public bool? this[int row] => TryGetValue(row, out bool value) ? value : null;

    /// <summary>Whether a row is NULL.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public bool IsNull(int row) => _validity.IsNull(row);

    /// <summary>The value of a row.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.UnexpectedNull"/>: the row is NULL.</exception>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Value(int row)
    {
        int index = _validity.ValueIndex(row);
        return index >= 0 ? (_column.Values[index >> 3] >> (index & 7) & 1) != 0 : throw _column.UnexpectedNull(row);
    }

    /// <summary>The value of a row; false when it is NULL.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetValue(int row, out bool value)
    {
        int index = _validity.ValueIndex(row);
        value = index >= 0 ? (_column.Values[index >> 3] >> (index & 7) & 1) != 0 : default;
        return index >= 0;
    }

    /// <summary>Goes through the rows.</summary>
    public ColumnEnumerator<BooleanColumnView, bool?> GetEnumerator() => new(this);
}
