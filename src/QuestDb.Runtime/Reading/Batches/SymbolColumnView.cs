using QuestDb.Decoders.Batches;

namespace QuestDb;

/// <summary>
/// A SYMBOL column: ids, and the texts they stand for. Valid until the cursor goes on, after which every access
/// throws; its strings stay.
/// </summary>
public readonly ref struct SymbolColumnView : IColumnView<string?>
{
    private readonly ResultColumn _column;
    private readonly Validity _validity;
    private readonly SymbolSnapshot _symbols;

    internal SymbolColumnView(ResultColumn column, Batch batch, SymbolSnapshot symbols)
    {
        _column = column;
        _validity = new Validity(column, batch);
        _symbols = symbols;
    }

    /// <summary>The name of the column.</summary>
    public string Name => _column.Name;

    /// <summary>Number of rows.</summary>
    public int Length => _validity.Length;

    /// <summary>Which rows are NULL.</summary>
    public Validity Validity => _validity;

    /// <summary>The ids of the rows that are not NULL.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.InvalidState"/>: the batch has ended.</exception>
    public ReadOnlySpan<int> Ids
    {
        get
        {
            _validity.Check();
            return _column.SymbolIds.AsSpan(0, _column.ValueCount);
        }
    }

    /// <summary>Number of ids that have a text, of all columns and queries of the connection.</summary>
    public int DictionaryCount => _symbols.Count;

    /// <summary>The text of a row, or null; rows with the same text share one string.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public string? this[int row] => TryGetId(row, out int id) ? _symbols.Text(id) : null;

    /// <summary>Whether a row is NULL.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public bool IsNull(int row) => _validity.IsNull(row);

    /// <summary>The text of a row; rows with the same text share one string.</summary>
    /// <exception cref="QuestDbException"><see cref="ErrorCode.UnexpectedNull"/>: the row is NULL.</exception>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public string Value(int row) => TryGetId(row, out int id) ? _symbols.Text(id) : throw _column.UnexpectedNull(row);

    /// <summary>The id of a row; false when it is NULL.</summary>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    public bool TryGetId(int row, out int id)
    {
        int index = _validity.ValueIndex(row);
        id = index >= 0 ? _column.SymbolIds[index] : -1;
        return index >= 0;
    }

    /// <summary>The text of an id, one string for each. Ids keep their text within a result.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is not in the dictionary.</exception>
    public string Resolve(int id) => _symbols.Text(Check(id));

    /// <summary>The text of an id in UTF-8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is not in the dictionary.</exception>
    public ReadOnlySpan<byte> ResolveUtf8(int id) => _symbols.Utf8(Check(id));

    private int Check(int id)
    {
        _validity.Check();
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)id, (uint)_symbols.Count, nameof(id));
        return id;
    }

    /// <summary>Goes through the rows.</summary>
    public ColumnEnumerator<SymbolColumnView, string?> GetEnumerator() => new(this);
}
