using QuestDb.Shared.Names;

namespace QuestDb.Testing.Tables;

/// <summary>
/// The tables that one ingest connection has opened, by the name under which it did. Like a server's, only a commit finds out that one
/// was dropped or renamed.
/// </summary>
internal sealed class OpenTables
{
    private readonly Dictionary<string, Table> _tables = new(NameComparer.Instance);

    /// <summary>The table that frames mean by a name; null when the connection has not opened it.</summary>
    public Table? Find(string name) => _tables.GetValueOrDefault(name);

    public void Open(string name, Table table) => _tables.TryAdd(name, table);

    public void Close(string name) => _tables.Remove(name);
}
