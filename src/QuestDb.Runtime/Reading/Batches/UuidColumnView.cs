using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using QuestDb.Mapping;
using QuestDb.Decoders.Batches;

namespace QuestDb;

/// <summary>A UUID column. Valid until the cursor goes on, after which every access throws.</summary>
public readonly ref struct UuidColumnView : IColumnView<Guid?>
{
    private readonly ResultColumn _column;
    private readonly Validity _validity;

    internal UuidColumnView(ResultColumn column, Batch batch)
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

    /// <summary>The values of the rows that are not NULL, as the numbers that their texts are, where they were received.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    public ReadOnlySpan<UInt128> Values
    {
        get
        {
            _validity.Check();
            return MemoryMarshal.Cast<byte, UInt128>(_column.Values);
        }
    }

    /// <summary>The value of a row, or null.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public Guid? this[int row] => TryGetValue(row, out Guid value) ? value : null;

    /// <summary>Whether a row is NULL.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public bool IsNull(int row) => _validity.IsNull(row);

    /// <summary>The value of a row.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.UnexpectedNull"/>: the row is NULL.</exception>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Guid Value(int row)
    {
        int index = _validity.ValueIndex(row);
        return index >= 0 ? At(index) : throw _column.UnexpectedNull(row);
    }

    /// <summary>The value of a row; false when it is NULL.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetValue(int row, out Guid value)
    {
        int index = _validity.ValueIndex(row);
        value = index >= 0 ? At(index) : default;
        return index >= 0;
    }

    private Guid At(int index) => ColumnCodec.GuidFromWire(MemoryMarshal.Cast<byte, UInt128>(_column.Values)[index]);

    /// <summary>Goes through the rows.</summary>
    public ColumnEnumerator<UuidColumnView, Guid?> GetEnumerator() => new(this);
}
