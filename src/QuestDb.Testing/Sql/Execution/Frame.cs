using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Sql.Execution;

/// <summary>
/// Input rows of an expression: columns, of which a filter may have chosen some rows. Columns are gathered when first asked for.
/// </summary>
internal sealed class Frame
{
    private readonly IReadOnlyList<ColumnVector> _columns;
    private readonly int[]? _selection;
    private readonly ColumnVector?[] _gathered;

    public Frame(IReadOnlyList<ColumnVector> columns, int rowCount, IReadOnlyList<ColumnVector> binds)
    {
        _columns = columns;
        _gathered = new ColumnVector?[columns.Count];
        RowCount = rowCount;
        Binds = binds;
    }

    private Frame(Frame source, int[] selection) : this(source._columns, selection.Length, source.Binds) => _selection = selection;

    public int RowCount { get; }

    public IReadOnlyList<ColumnVector> Binds { get; }

    public ColumnVector Column(int index) => _gathered[index] ??= _selection is null ? _columns[index] : _columns[index].Gather(_selection);

    /// <summary>The frame of some of the rows, in the order given.</summary>
    public Frame Select(int[] rows)
    {
        if (_selection is null) return new Frame(this, rows);
        var composed = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++) composed[i] = _selection[rows[i]];
        return new Frame(this, composed);
    }

    /// <summary>The frame of a run of rows.</summary>
    public Frame Range(int start, int count)
    {
        if (start == 0 && count == RowCount) return this;
        if (_selection is not null) return new Frame(this, _selection.AsSpan(start, count).ToArray());
        return new Frame(_columns.Select(c => c.Slice(start, count)).ToArray(), count, Binds);
    }
}
