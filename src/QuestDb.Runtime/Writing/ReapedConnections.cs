namespace QuestDb;

/// <summary>The idle connections that <see cref="QuestDbClient.ReapIdle"/> closed.</summary>
public readonly struct ReapedConnections
{
    internal ReapedConnections(int columnSenders, int rowSenders, int queryConnections)
    {
        ColumnSenders = columnSenders;
        RowSenders = rowSenders;
        QueryConnections = queryConnections;
    }

    /// <summary>Column senders.</summary>
    public int ColumnSenders { get; }

    /// <summary>Row senders.</summary>
    public int RowSenders { get; }

    /// <summary>Connections of queries and readers.</summary>
    public int QueryConnections { get; }

    /// <summary>All of them.</summary>
    public int Total => ColumnSenders + RowSenders + QueryConnections;
}
