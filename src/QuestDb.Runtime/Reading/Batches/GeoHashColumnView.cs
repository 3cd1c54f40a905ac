using System.Runtime.CompilerServices;
using QuestDb.Decoders.Batches;

namespace QuestDb;

/// <summary>A GEOHASH column. Valid until the cursor goes on, after which every access throws.</summary>
public readonly ref struct GeoHashColumnView : IColumnView<GeoHash?>
{
    private readonly ResultColumn _column;
    private readonly Validity _validity;

    internal GeoHashColumnView(ResultColumn column, Batch batch)
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

    /// <summary>The precision in bits, 1 to 60.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    public int Precision
    {
        get
        {
            _validity.Check();
            return _column.Parameter;
        }
    }

    /// <summary>
    /// The bits of the rows that are not NULL, each in as many bytes as the precision needs, lowest first,
    /// where they were received.
    /// </summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            _validity.Check();
            return _column.Values;
        }
    }

    /// <summary>The value of a row, or null.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public GeoHash? this[int row] => TryGetValue(row, out GeoHash value) ? value : null;

    /// <summary>Whether a row is NULL.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public bool IsNull(int row) => _validity.IsNull(row);

    /// <summary>The value of a row.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.UnexpectedNull"/>: the row is NULL.</exception>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public GeoHash Value(int row)
    {
        int index = _validity.ValueIndex(row);
        return index >= 0 ? At(index) : throw _column.UnexpectedNull(row);
    }

    /// <summary>The value of a row; false when it is NULL.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetValue(int row, out GeoHash value)
    {
        int index = _validity.ValueIndex(row);
        value = index >= 0 ? At(index) : default;
        return index >= 0;
    }

    private GeoHash At(int index)
    {
        int precision = _column.Parameter;
        int width = (precision + 7) / 8;
        long bits = 0;
        ReadOnlySpan<byte> bytes = _column.Values.Slice(index * width, width);
        for (int i = 0; i < bytes.Length; i++) bits |= (long)bytes[i] << (8 * i);
        return new GeoHash(bits & ((1L << precision) - 1), precision);
    }

    /// <summary>Goes through the rows.</summary>
    public ColumnEnumerator<GeoHashColumnView, GeoHash?> GetEnumerator() => new(this);
}
