using QuestDb.Shared.Names;

namespace QuestDb.Testing.Tables;

/// <summary>A table as a connection knows it: with the columns, and their names, that it had when the connection last looked.</summary>
internal sealed class OpenTable
{
    private readonly Dictionary<string, TableColumn> _columns = new(NameComparer.Instance);
    private int _version;

    public OpenTable(Table table)
    {
        Table = table;
        Look();
    }

    public Table Table { get; }

    /// <summary>The column of a name, which may have another one by now, or be dropped; null when the connection knows none.</summary>
    public TableColumn? Find(string column) => _columns.GetValueOrDefault(column);

    /// <summary>Takes the columns as they are now.</summary>
    public void Refresh()
    {
        if (_version != Table.ColumnsVersion) Look();
    }

    private void Look()
    {
        _columns.Clear();
        // A table that was destroyed has a name twice.
        foreach (TableColumn column in Table.Columns) _columns.TryAdd(column.Name, column);
        _version = Table.ColumnsVersion;
    }
}
