using System.Text;

namespace QuestDb.Mapping;

/// <summary>A table and the columns that a record type is written to. Immutable; one instance a type.</summary>
public sealed class TableSchema : RowSchema
{
    /// <summary>Describes the table of a record type.</summary>
    /// <param name="typeName">The record type, for error messages.</param>
    /// <param name="tableName">The table.</param>
    /// <param name="columns">The mapped members in declaration order.</param>
    public TableSchema(string typeName, string tableName, ColumnSchema[] columns)
        : base(typeName, columns)
    {
        TableName = tableName;
        WireName = Encoding.UTF8.GetBytes(tableName);
        DesignatedOrdinal = Array.FindIndex(columns, static column => column.Designated);
    }

    /// <summary>The table name.</summary>
    public string TableName { get; }

    /// <summary>Position of the designated timestamp among the columns; -1 when the server stamps the rows.</summary>
    internal int DesignatedOrdinal { get; }

    /// <summary>Partitioning of the table when <c>CreateTableAsync</c> makes it.</summary>
    public PartitionBy PartitionBy { get; init; } = PartitionBy.Day;

    /// <summary>Time to live in QuestDB's spelling, or null.</summary>
    public string? Ttl { get; init; }

    /// <summary>Columns of the deduplication key; empty for none.</summary>
    public string[] DedupKeys { get; init; } = [];

    /// <summary>Whether the created table has a write-ahead log.</summary>
    public bool Wal { get; init; } = true;

    /// <summary>Whether rows hold arrays or memory, whose content may change after a call that took a row.</summary>
    public bool HoldsMemory { internal get; init; }

    /// <summary>The table name as UTF-8.</summary>
    internal byte[] WireName { get; }
}
