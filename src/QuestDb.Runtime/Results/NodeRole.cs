namespace QuestDb;

/// <summary>A node's part in a cluster.</summary>
public enum NodeRole : byte
{
    /// <summary>There is no replication.</summary>
    Standalone = 0,
    /// <summary>The node that takes writes; reads see the latest commits.</summary>
    Primary = 1,
    /// <summary>A read-only copy; reads may lag behind.</summary>
    Replica = 2,
    /// <summary>On its way to primary; behaves as one.</summary>
    PrimaryCatchUp = 3,
}
