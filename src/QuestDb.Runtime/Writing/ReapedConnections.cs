namespace QuestDb;

/// <summary>The idle connections that <see cref="QuestDbClient.ReapIdle"/> closed.</summary>
/// <param name="ColumnSenders">Column senders.</param>
/// <param name="RowSenders">Row senders.</param>
/// <param name="QueryConnections">Connections of queries and readers.</param>
public readonly record struct ReapedConnections(int ColumnSenders, int RowSenders, int QueryConnections)
{
    /// <summary>All of them.</summary>
    public int Total => ColumnSenders + RowSenders + QueryConnections;
}
