using QuestDb.Configuration.Values;

namespace QuestDb.Configuration;

/// <summary>The slots on disk, and whether this client delivers what earlier ones left in them.</summary>
internal sealed record StoreSettings
{
    /// <summary>Folder of the slots in which rows are queued on disk, or null for memory.</summary>
    public string? Directory { get; init; }

    /// <summary>First part of the slots' names.</summary>
    public string SenderId { get; init; } = "default";

    public StoreDurability Durability { get; init; }

    public TimeSpan SyncInterval { get; init; } = TimeSpan.FromMilliseconds(5_000);

    /// <summary>Whether each frame in a slot carries the whole symbol dictionary.</summary>
    public bool SelfSufficient { get; init; }

    /// <summary>Whether slots that other sender ids left behind are delivered too.</summary>
    public bool DrainOrphans { get; init; }

    public int MaxDrainers { get; init; } = 4;

    public static IEnumerable<ConnectStringKey> Keys()
    {
        var keys = new KeyGroup<StoreSettings>(KeySection.Store, static s => s.Store, static (s, d) => s with { Store = d });
        return
        [
            keys.Text("sf_dir", "none: rows are queued in memory", "path", static (d, v) => d with { Directory = v },
                "folder in which each sender has a slot that keeps its unacknowledged rows; its parent must exist"),
            keys.Of("sender_id", "`default`", "letters, digits, `_`, `-`", ParseSenderId, static (d, v) => d with { SenderId = v },
                "first part of the slots' names, `<sender_id>-ingest-<n>`; two processes on one folder need different ones, or share its "
                + "slots"),
            keys.Of("sf_durability", "`memory`", "`memory`, `periodic`", ParseDurability, static (d, v) => d with { Durability = v },
                "when rows in a slot reach the disk itself: when the system writes them, or every `sf_sync_interval_millis` too; "
                + "`periodic` needs `sf_dir`"),
            keys.Millis("sf_sync_interval_millis", 1, static d => d.SyncInterval, static (d, v) => d with { SyncInterval = v },
                "time between such syncs; needs `sf_durability=periodic`"),
            keys.Switch("sf_self_sufficient", static d => d.SelfSufficient, static (d, v) => d with { SelfSufficient = v },
                "whether each frame in a slot carries the sender's whole symbol dictionary, and the slot has no `.symbol-dict`: larger, "
                + "and safe with clients that do not know that file, such as Java up to 1.3.6; needs `sf_dir`"),
            keys.Switch("drain_orphans", static d => d.DrainOrphans, static (d, v) => d with { DrainOrphans = v },
                "whether slots that other sender ids left behind in `sf_dir` are delivered too; own ones always are"),
            keys.Integer("max_background_drainers", 1, 1_000, static d => d.MaxDrainers, static (d, v) => d with { MaxDrainers = v },
                "slots that are delivered in the background at a time"),
        ];
    }

    private static string ParseSenderId(ConfigValue value) => value.Text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
        ? value.Text
        : throw value.Wrong("has other characters than letters, digits, '_' and '-'.");

    private static StoreDurability ParseDurability(ConfigValue value) => value.Text.ToLowerInvariant() is "flush" or "append"
        ? throw value.Wrong("is reserved by the specification and not available; use memory or periodic.")
        : value.Choice(("memory", StoreDurability.Memory), ("periodic", StoreDurability.Periodic));
}
