namespace QuestDb.Configuration.Values;

/// <summary>When queued rows reach the disk itself (key <c>sf_durability</c>).</summary>
internal enum StoreDurability
{
    /// <summary>When the operating system writes them: they outlive the process, not the host.</summary>
    Memory,
    /// <summary>Every <c>sf_sync_interval_millis</c> too.</summary>
    Periodic,
}
