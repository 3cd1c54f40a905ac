using QuestDb.Shared.Names;
using QuestDb.Shared.Sql;

namespace QuestDb.Testing.Tables;

/// <summary>A column of a table; the vector is replaced, never changed, when stored rows change.</summary>
internal sealed class TableColumn(string name, SqlType type)
{
    public string Name { get; set; } = name;

    public SqlType Type { get; } = type;

    public ColumnVector Values { get; set; } = ColumnVector.Create(type.Type, type.Precision, type.Scale);
}

/// <summary>
/// A stored table. Not thread-safe: the database's lock guards it. Rows are appended as they come; ordering by the designated timestamp and
/// deduplication happen when someone reads.
/// </summary>
internal sealed class Table
{
    private static int s_lastId;
    private bool _unordered;

    public Table(string name)
    {
        Name = name;
        Directory = $"{name}~{Id}";
    }

    /// <summary>A number that no other table has.</summary>
    public int Id { get; } = Interlocked.Increment(ref s_lastId);

    /// <summary>
    /// The directory in which a server would keep it: neither another table of the name has it, nor does a rename change it.
    /// </summary>
    public string Directory { get; }

    /// <summary>Whether it was dropped; connections that have it open learn of it when they commit.</summary>
    public bool IsDropped { get; set; }

    public string Name { get; set; }

    public List<TableColumn> Columns { get; } = [];

    /// <summary>Grows whenever a column comes, goes or gets another name.</summary>
    public int ColumnsVersion { get; private set; }

    /// <summary>Index of the designated timestamp, -1 if there is none.</summary>
    public int DesignatedTimestamp { get; set; } = -1;

    public PartitionUnit PartitionBy { get; init; }

    /// <summary>Time to live as written, null if rows don't expire.</summary>
    public string? Ttl { get; init; }

    public bool Wal { get; init; }

    /// <summary>Names of the UPSERT KEYS, empty without deduplication.</summary>
    public HashSet<string> DedupKeys { get; } = new(NameComparer.Instance);

    /// <summary>Set when applying the WAL failed: rows are still acknowledged, but not seen any more.</summary>
    public bool IsSuspended { get; set; }

    /// <summary>
    /// A name that two columns have: a server that creates a table for a frame does not look, and then can't read it any more.
    /// </summary>
    public string? DuplicateColumn { get; init; }

    /// <summary>Number of the last commit.</summary>
    public long SeqTxn
    {
        get;
        set
        {
            field = value;
            if (!IsSuspended) WriterTxn = value;
        }
    }

    /// <summary>Number of the last commit whose rows are seen.</summary>
    public long WriterTxn { get; private set; }

    public int RowCount { get; private set; }

    public TableColumn? Designated => DesignatedTimestamp < 0 ? null : Columns[DesignatedTimestamp];

    public int IndexOf(string column) => Columns.FindIndex(c => NameComparer.Same(c.Name, column));

    public SqlTable Schema() => new(Name, Columns.Select(c => new SqlColumn(c.Name, c.Type)).ToArray(), DesignatedTimestamp);

    /// <summary>Adds a column, NULL in the rows there are.</summary>
    public TableColumn AddColumn(string column, SqlType type)
    {
        var added = new TableColumn(column, type);
        added.Values.AppendNulls(RowCount);
        Columns.Add(added);
        ColumnsVersion++;
        return added;
    }

    /// <summary>Gives a column another name, with which it stays a deduplication key.</summary>
    public void RenameColumn(TableColumn column, string name)
    {
        bool isKey = DedupKeys.Remove(column.Name);
        column.Name = name;
        if (isKey) DedupKeys.Add(name);
        ColumnsVersion++;
    }

    public void DropColumn(int index)
    {
        DedupKeys.Remove(Columns[index].Name);
        Columns.RemoveAt(index);
        ColumnsVersion++;
        if (DesignatedTimestamp > index) DesignatedTimestamp--;
    }

    /// <summary>Appends rows: one vector of the column's type a column, null for columns that stay NULL.</summary>
    public void Append(IReadOnlyList<ColumnVector?> values, int rowCount)
    {
        if (rowCount == 0) return;
        for (int i = 0; i < Columns.Count; i++)
        {
            if (values[i] is { } added) Columns[i].Values.AppendAll(added);
            else Columns[i].Values.AppendNulls(rowCount);
        }

        if (Designated is { } designated)
        {
            ReadOnlySpan<long> times = ((FixedVector<long>)designated.Values).Values;
            _unordered |= !TableOrder.IsOrdered(times[Math.Max(0, RowCount - 1)..], strictly: DedupKeys.Count > 0);
        }

        RowCount += rowCount;
    }

    public void Truncate()
    {
        foreach (TableColumn column in Columns) column.Values = column.Values.NewEmpty();
        RowCount = 0;
        _unordered = false;
    }

    /// <summary>Replaces the values of a column.</summary>
    public void Replace(int column, ColumnVector values) => Columns[column].Values = values;

    /// <summary>The rows as they are now, in order; later changes of the table don't show.</summary>
    public TableSnapshot Snapshot()
    {
        Settle();
        return new TableSnapshot(Schema(), Columns.Select(c => c.Values.Slice(0, RowCount)).ToArray(), RowCount);
    }

    /// <summary>Orders and deduplicates what has been appended.</summary>
    public void Settle()
    {
        if (!_unordered || Designated is null) return;
        int[] rows = TableOrder.SortedRows(((FixedVector<long>)Designated.Values).Values);
        if (DedupKeys.Count > 0) rows = TableOrder.Deduplicate(this, rows);
        foreach (TableColumn column in Columns) column.Values = column.Values.Gather(rows);
        RowCount = rows.Length;
        _unordered = false;
    }
}

/// <summary>The rows of a table at one moment, ordered by the designated timestamp if there is one.</summary>
internal sealed record TableSnapshot(SqlTable Schema, ColumnVector[] Columns, int RowCount);
