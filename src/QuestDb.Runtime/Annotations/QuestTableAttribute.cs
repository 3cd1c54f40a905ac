namespace QuestDb;

/// <summary>
/// Maps a partial record, class or struct to a QuestDB table: the source generator makes the type
/// implement <see cref="Mapping.IQuestTable{T}"/>, so that it can be written with
/// <c>db.Write&lt;T&gt;</c> and read with <c>db.Query&lt;T&gt;</c>.
/// </summary>
/// <remarks>
/// The type needs exactly one <see cref="DesignatedAttribute"/> timestamp, or <see cref="ServerTime"/>.
/// A mistake in the mapping is a compile-time diagnostic at the member (rules QDB0001 and up).
/// </remarks>
/// <param name="name">The table name: at most 127 UTF-8 bytes, compared without case by QuestDB.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class QuestTableAttribute(string name) : Attribute
{
    /// <summary>The table name.</summary>
    public string Name { get; } = name;

    /// <summary>
    /// Makes the annotated class the map of another type, one that can't be annotated: its columns are the members of that type, and
    /// members of the same name and type in this class carry the attributes. Such rows are written with <c>db.Write&lt;T, TMap&gt;</c>
    /// and read with <c>db.Query&lt;T, TMap&gt;</c>.
    /// </summary>
    public Type? For { get; set; }

    /// <summary>
    /// The server stamps each row with its own clock when it arrives; the type then has no
    /// <see cref="DesignatedAttribute"/> member.
    /// </summary>
    public bool ServerTime { get; set; }

    /// <summary>When true, a result column that no member matches is an error; by default it is ignored.</summary>
    public bool Strict { get; set; }

    /// <summary>Partitioning of the table that <c>CreateTableAsync</c> makes. Default: by day.</summary>
    public PartitionBy PartitionBy { get; set; } = PartitionBy.Day;

    /// <summary>
    /// Time to live of partitions of the created table, as in QuestDB's SQL: <c>"12h"</c>, <c>"2 WEEKS"</c>. Default: none.
    /// </summary>
    public string? Ttl { get; set; }

    /// <summary>
    /// Column names of <c>DEDUP UPSERT KEYS</c> of the created table. The designated timestamp is added when it is missing.
    /// Delivery is at least once; with keys that identify a row, replayed rows are not doubled.
    /// </summary>
    public string[]? DedupKeys { get; set; }

    /// <summary>Whether the created table has a write-ahead log, which ingest over QWP needs. Default: true.</summary>
    public bool Wal { get; set; } = true;
}
