using QuestDb.Shared.Names;

namespace QuestDb.Testing.Tables;

/// <summary>
/// The tables that one ingest connection has opened, by the name under which it did. Like a server's, only a commit finds out that one
/// was dropped, renamed or altered.
/// </summary>
internal sealed class OpenTables
{
    private readonly Dictionary<string, OpenTable> _tables = new(NameComparer.Instance);

    /// <summary>The table that frames mean by a name; null when the connection has not opened it.</summary>
    public OpenTable? Find(string name) => _tables.GetValueOrDefault(name);

    public OpenTable Open(string name, Table table)
    {
        var opened = new OpenTable(table);
        _tables.Add(name, opened);
        return opened;
    }

    public void Close(string name) => _tables.Remove(name);
}
