namespace QuestDb.Testing;

/// <summary>What a server is in its cluster. The numeric value is the role byte of SERVER_INFO.</summary>
public enum ServerRole : byte
{
    /// <summary>No replication; takes writes.</summary>
    Standalone = 0,

    /// <summary>The node that takes writes.</summary>
    Primary = 1,

    /// <summary>A read-only copy: refuses ingest upgrades with 421, and closes ingest connections that are open.</summary>
    Replica = 2,

    /// <summary>A replica on its way to primary: refuses ingest upgrades with 421 until it is one.</summary>
    PrimaryCatchup = 3,
}
