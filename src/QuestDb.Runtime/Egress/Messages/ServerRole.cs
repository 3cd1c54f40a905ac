namespace QuestDb;

/// <summary>A server's part in its cluster. The numeric value is the role byte of the protocol.</summary>
public enum ServerRole : byte
{
    /// <summary>There is no replication; the server accepts writes.</summary>
    Standalone = 0,
    /// <summary>The server that accepts writes; reads see the latest commits.</summary>
    Primary = 1,
    /// <summary>A read-only copy: it refuses writers, and reads may lag behind.</summary>
    Replica = 2,
    /// <summary>
    /// A replica that is becoming the primary: it answers queries like a primary, and refuses writers until it is one.
    /// </summary>
    PrimaryCatchUp = 3,
}
