namespace QuestDb.Testing.Tables;

/// <summary>SYMBOL values: ids into a dictionary, -1 for NULL. Vectors derived from one another share the dictionary.</summary>
internal sealed class SymbolVector(SymbolDictionary dictionary) : ColumnVector(ColumnType.Symbol)
{
    private FixedVector<int> _ids = new(ColumnType.Int);

    public SymbolVector() : this(new SymbolDictionary())
    {
    }

    public SymbolDictionary Dictionary { get; } = dictionary;

    public ReadOnlySpan<int> Ids => _ids.Values;

    /// <summary>A vector over ids that the caller gives away.</summary>
    public static SymbolVector Wrap(SymbolDictionary dictionary, int[] ids)
        => new(dictionary) { _ids = FixedVector<int>.Wrap(ColumnType.Int, ids), Count = ids.Length };

    public override bool IsNull(int row) => _ids[row] < 0;

    public string? Text(int row) => _ids[row] is >= 0 and int id ? Dictionary.Text(id) : null;

    public ReadOnlyMemory<byte> Utf8(int row) => _ids[row] is >= 0 and int id ? Dictionary.Utf8(id) : default;

    public override void AppendNull() => AppendId(-1);

    public void Append(string? text) => AppendId(text is null ? -1 : Dictionary.IdOf(text));

    public void AppendId(int id)
    {
        _ids.Append(id);
        Count++;
    }

    /// <summary>Appends ids of this vector's own dictionary, -1 for NULL.</summary>
    public void AppendIds(ReadOnlySpan<int> ids)
    {
        _ids.Append(ids);
        Count += ids.Length;
    }

    public override void AppendFrom(ColumnVector source, int row)
    {
        var symbols = (SymbolVector)source;
        if (ReferenceEquals(symbols.Dictionary, Dictionary)) AppendId(symbols.Ids[row]);
        else Append(symbols.Text(row));
    }

    public override void AppendAll(ColumnVector source)
    {
        var symbols = (SymbolVector)source;
        if (ReferenceEquals(symbols.Dictionary, Dictionary))
        {
            AppendIds(symbols.Ids);
            return;
        }

        var map = new Dictionary<int, int>();
        foreach (int id in symbols.Ids)
        {
            if (id < 0)
            {
                AppendId(-1);
                continue;
            }

            if (!map.TryGetValue(id, out int own))
            {
                own = Dictionary.IdOf(symbols.Dictionary.Text(id));
                map.Add(id, own);
            }

            AppendId(own);
        }
    }

    public override ColumnVector Gather(ReadOnlySpan<int> rows)
    {
        var ids = new int[rows.Length];
        ReadOnlySpan<int> source = Ids;
        for (int i = 0; i < rows.Length; i++) ids[i] = source[rows[i]];
        return Wrap(Dictionary, ids);
    }

    public override ColumnVector Slice(int start, int count)
        => new SymbolVector(Dictionary) { _ids = (FixedVector<int>)_ids.Slice(start, count), Count = count };
}
